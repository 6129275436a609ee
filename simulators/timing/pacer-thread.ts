import { Worker } from 'node:worker_threads'
import type { Clock } from './clock.ts'
import { BOARD, boardNow, createPacerBoard, LEAST_US, type PacerBoard, TICK_US } from './pacer-board.ts'
import type { Pacer } from './pacer.ts'

/**
 * A thread that does nothing but sleep until something is due in another one, and wake that. Timers of Node fire on
 * whole milliseconds; this one is woken by the kernel to the tenth of one, for a small part of a core and without
 * spinning, and the threads that send stay in their event loops and stamp replies in time.
 */
export interface StartedPacerThread extends AsyncDisposable {
  /** For `createThreadPacer()` in any thread of this process. */
  readonly board: PacerBoard
  /** Rejects when the thread breaks; never resolves. */
  readonly broken: Promise<never>
}

/** @param ports threads that it wakes */
export function startPacerThread(ports: number): StartedPacerThread {
  const board = createPacerBoard(ports)
  const worker = new Worker(new URL('./pacer-worker.mjs', import.meta.url), {
    workerData: { board, words: BOARD, tickUs: TICK_US, leastUs: LEAST_US },
    execArgv: [],
  })
  worker.unref()
  const broken = new Promise<never>((_, reject) => {
    worker.once('error', (cause) => reject(new Error(`Cannot go on as the pacer broke: ${cause.message}`, { cause })))
  })
  // Whoever waits for something else races against it.
  broken.catch(() => {})
  let disposal: Promise<unknown> | undefined
  return {
    board,
    broken,
    [Symbol.asyncDispose]: async () => {
      await (disposal ??= worker.terminate())
    },
  }
}

/** The pacer is asked to get up sooner only when it would be late by more than this. */
const SLACK_US = 20

/** Pacer of the present thread, at one port of a board. Everything that it paces is woken at the same time. */
export function createThreadPacer(board: PacerBoard, port: number, clock: Pick<Clock, 'nowUs'>): Pacer {
  const cells = new Int32Array(board)
  const wakesAt = BOARD.ports + BOARD.wordsPerPort * port + BOARD.wakes
  const dueAt = BOARD.ports + BOARD.wordsPerPort * port + BOARD.due
  const wakes = new Set<() => number>()
  let keepAlive: NodeJS.Timeout | undefined
  /** Which beginning it is: what still waits from an earlier one must not go on beside it. */
  let beginning = 0

  const ask = (inUs: number): void => {
    const due = (boardNow() + Math.max(0, Math.min(inUs, TICK_US))) | 0
    Atomics.store(cells, dueAt, due)
    if (((due - Atomics.load(cells, BOARD.until)) | 0) >= -SLACK_US) return
    Atomics.add(cells, BOARD.bell, 1)
    Atomics.notify(cells, BOARD.bell)
  }
  const wait = (seen: number): void => {
    const of = beginning
    const waiting = Atomics.waitAsync(cells, wakesAt, seen)
    // Woken again already: sockets come first.
    if (!waiting.async) setImmediate(turn, of)
    else void waiting.value.then(() => turn(of))
  }
  const turn = (of: number): void => {
    if (keepAlive === undefined || of !== beginning) return
    const seen = Atomics.load(cells, wakesAt)
    let nextUs = Number.POSITIVE_INFINITY
    for (const wake of wakes) nextUs = Math.min(nextUs, wake())
    if (wakes.size === 0) return
    ask(nextUs - clock.nowUs())
    wait(seen)
  }
  const begin = (): void => {
    // Waiting for shared memory does not keep an event loop alive.
    keepAlive = setInterval(() => {}, KEEP_ALIVE_MS)
    beginning += 1
    wait(Atomics.load(cells, wakesAt))
  }
  const end = (): void => {
    clearInterval(keepAlive)
    keepAlive = undefined
  }

  return {
    start(wake) {
      const own = (): number => wake()
      wakes.add(own)
      if (keepAlive === undefined) begin()
      return {
        [Symbol.dispose]() {
          if (wakes.delete(own) && wakes.size === 0) end()
        },
      }
    },
  }
}

const KEEP_ALIVE_MS = 60_000
