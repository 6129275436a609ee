/**
 * Frames per second that one websocket subscriber books with full accounting: identity, order, loss and latency of
 * each. Another process writes frames rendered beforehand as fast as they are taken.
 * Run: `node --import tsx tests/bench/websocket.bench.ts`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { WebSocket } from 'ws'
import { createLedger } from '../../harness/ledger/layout.ts'
import { attachSource } from '../../harness/ledger/source-journal.ts'
import { readLedger, readLedgerCounters } from '../../harness/ledger/totals.ts'
import { SeriesRecorder } from '../../harness/metrics/series-recorder.ts'
import { startWebsocketSubscriber } from '../../harness/probes/websocket-subscriber.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { packScript } from '../../simulators/traffic/identity.ts'
import { type Figure, median, printFigures } from './figure.ts'
import { FRAME_PLAN } from './frame-server.ts'
import { profiled } from './profile.ts'

const ROUNDS = 3
const WITHIN_MS = 30_000

export async function benchWebsocket(): Promise<Figure[]> {
  const server = fork(fileURLToPath(new URL('./frame-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
  try {
    const [url] = (await once(server, 'message')) as [string]
    const bare: number[] = []
    const booked: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await bareRate(url))
      booked.push(await bookedRate(url))
    }
    await profiled('websocket subscriber', () => bookedRate(url))
    return [
      { name: 'ws alone, frames counted', value: median(bare), unit: 'frames/s' },
      { name: 'subscriber, everything booked', value: median(booked), unit: 'frames/s', aim: { atLeast: 400_000 } },
      { name: 'share of the library alone', value: median(booked) / median(bare), unit: 'ratio' },
    ]
  } finally {
    server.kill()
  }
}

const { runId, slots, script, frames } = FRAME_PLAN

async function bookedRate(url: string): Promise<number> {
  const ledger = createLedger({ runId, slots: [slots], receivers: [{ name: 'bench', kind: 'websocket' }] })
  const source = attachSource(ledger, 0)
  const clock = createClock(createOrigin(-1000))
  for (let number = 0; number < slots; number++) {
    const slot = source.open(number, 0, packScript(script), 0, 1e9)
    script.forEach((_, step) => source.sent(slot, step, clock.nowUs()))
  }
  const series = new SeriesRecorder('websocket.latency', { window: { fromUs: 0, toUs: 1e9 } })
  await using subscriber = await startWebsocketSubscriber(url, { ledger, receiver: 0, clock, series })
  const start = performance.now()
  while (readLedgerCounters(ledger).websocketFrames < frames) {
    if (performance.now() - start > WITHIN_MS)
      throw new Error(`Cannot measure as not all frames came within ${WITHIN_MS} ms`)
    await delay(5)
  }
  const seconds = (performance.now() - start) / 1000
  subscriber.pause()
  const { totals } = readLedger(ledger)
  if (totals.inTime + totals.late !== frames || totals.reordered > 0 || series.count !== frames) {
    throw new Error(`Cannot trust the bench as its ledger must hold ${frames} deliveries: ${JSON.stringify(totals)}`)
  }
  return frames / seconds
}

async function bareRate(url: string): Promise<number> {
  const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true })
  let seen = 0
  const start = performance.now()
  await new Promise<void>((resolve, reject) => {
    socket.on('message', () => ++seen === frames && resolve())
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`Cannot measure as the connection ended after ${seen} frames`)))
  })
  socket.terminate()
  return frames / ((performance.now() - start) / 1000)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(await benchWebsocket())
}
