// The thread of a pacer. Plain JavaScript, so that it starts without the TypeScript loader.
import { readlinkSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { workerData } from 'node:worker_threads'

/** @type {{ board: SharedArrayBuffer, words: typeof import('./pacer-board.ts').BOARD, tickUs: number, leastUs: number }} */
const { board, words, tickUs, leastUs } = workerData
const cells = new Int32Array(board)
const ports = (cells.length - words.ports) / words.wordsPerPort
const wokenUs = new Int32Array(ports).fill(nowUs())

/** Later than any moment that a port asks for. */
const AWAKE_US = 1e9

sleepExactly()
for (;;) {
  const rung = Atomics.load(cells, words.bell)
  const now = nowUs()
  // While it is up, whoever asks for anything rings: what is read below may be out of date by the time it sleeps.
  Atomics.store(cells, words.until, (now + AWAKE_US) | 0)
  const sleepUs = wakeDue(now)
  Atomics.store(cells, words.until, (now + sleepUs) | 0)
  Atomics.wait(cells, words.bell, rung, sleepUs / 1000)
}

/** Wakes every port whose time has come; returns how long nothing is to be done. */
function wakeDue(now) {
  let sleepUs = tickUs
  for (let port = 0; port < ports; port++) {
    const at = words.ports + words.wordsPerPort * port
    const due = Atomics.load(cells, at + words.due)
    const sinceUs = (now - wokenUs[port]) | 0
    const inUs = Math.min(tickUs - sinceUs, Math.max((due - now) | 0, leastUs - sinceUs))
    if (inUs > 0) {
      sleepUs = Math.min(sleepUs, inUs)
      continue
    }
    wokenUs[port] = now
    // Its next moment is for the port itself to say, unless it has done so just now.
    Atomics.compareExchange(cells, at + words.due, due, (now + tickUs) | 0)
    Atomics.add(cells, at + words.wakes, 1)
    Atomics.notify(cells, at + words.wakes)
  }
  return sleepUs
}

/**
 * Linux ends the sleeps of an ordinary thread up to 50 us late, so that several wakes become one (proc(5),
 * timerslack_ns): half of the lag of what is sent. This thread asks for the least.
 */
function sleepExactly() {
  try {
    writeFileSync(`/proc/${basename(readlinkSync('/proc/thread-self'))}/timerslack_ns`, '1')
  } catch {
    // Another system, or one that does not allow it: it sleeps a little longer.
  }
}

function nowUs() {
  return Number(BigInt.asIntN(32, process.hrtime.bigint() / 1000n))
}
