/**
 * What the ledger costs with a million open calls: nanoseconds per opening, sending and receiving, slots in random
 * order so that nothing of the table is in a cache. Frames are made in batches just before they are looked at, as
 * frames that have just been read from a socket are in the cache. Run: `npm run bench -- ledger`
 */
import { pathToFileURL } from 'node:url'
import { packScript } from '../../simulators/traffic/identity.ts'
import { randomStream } from '../../simulators/traffic/random.ts'
import { sampleJson } from '../../harness/ledger/fixtures.ts'
import { FrameScanner } from '../../harness/ledger/frame-scan.ts'
import { createLedger } from '../../harness/ledger/layout.ts'
import { attachReceiver } from '../../harness/ledger/receiver.ts'
import { attachSource } from '../../harness/ledger/source-journal.ts'
import { closeLedger, readLedger } from '../../harness/ledger/totals.ts'
import { type Figure, median, printFigures } from './figure.ts'

const SLOTS = 1_000_000
const FRAMES = 50_000
const RECEIVERS = 5
/** Receivers that are handed each frame alone; the others gather them, as a subscriber does with those of one read. */
const ALONE = 2
const runId = 0x4a5b6c7d

export function benchLedger(): Figure[] {
  const receiverConfigs = Array.from({ length: RECEIVERS }, (_, i) => ({
    name: `subscriber ${i}`,
    kind: 'websocket' as const,
  }))
  const ledger = createLedger({ runId, slots: [SLOTS], receivers: receiverConfigs })
  const source = attachSource(ledger, 0)
  const script = packScript(['start', 'route', 'answer', 'end'])
  const open = nanoseconds(SLOTS, (i) => source.open(i, 0, script, i, 1e9))
  const random = randomStream('bench', 'ledger')
  const order = Uint32Array.from({ length: SLOTS }, (_, i) => i)
  for (let i = SLOTS - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  const send = nanoseconds(SLOTS, (i) => source.sent(order[i]!, 0, 1e6 + i))
  const frameOf = (i: number): Buffer => {
    const slot = order[i]!
    return sampleJson({ runId, identity: { source: 0, number: slot, leg: 0, slot }, milestone: 'start' })
  }
  const scanner = new FrameScanner(runId, 'json')
  const scan = nanosecondsOfFrames(frameOf, (frame) => scanner.scan(frame))
  const receivers = receiverConfigs.map((_, index) => attachReceiver(ledger, index, { clock: { epochUs: (us) => us } }))
  const costs = receivers.map((receiver, index) => {
    receiver.up(0)
    const book = index < ALONE ? receiver.see.bind(receiver) : receiver.gather.bind(receiver)
    const cost = nanosecondsOfFrames(frameOf, (frame, i) => book(frame, 2e6 + i))
    receiver.flush()
    return cost
  })
  const close = nanoseconds(1, () => closeLedger(ledger))
  const { totals } = readLedger(ledger)
  if (totals.inTime !== FRAMES * RECEIVERS)
    throw new Error(`Cannot trust the bench as ${totals.inTime} frames were in time`)
  return [
    { name: 'open', value: open, unit: 'ns/entity' },
    { name: 'send', value: send, unit: 'ns/event' },
    { name: 'scan a frame', value: scan, unit: 'ns/frame' },
    { name: 'scan and see, each frame alone', value: median(costs.slice(0, ALONE)), unit: 'ns/frame' },
    {
      name: 'scan and see, several frames of a read',
      value: median(costs.slice(ALONE)),
      unit: 'ns/frame',
      aim: { atMost: 150 },
    },
    { name: `release with ${RECEIVERS} receivers`, value: close / SLOTS, unit: 'ns/entity' },
    { name: 'table', value: ledger.sources[0]!.byteLength / SLOTS, unit: 'octets/slot' },
  ]
}

/** Acts are timed so many at a time; the median leaves out what had to wait for the processor. */
const BATCH = 256

/** Nanoseconds of one act. */
function nanoseconds(times: number, act: (i: number) => void): number {
  return medianOfBatches(times, (first, count) => {
    for (let i = first; i < first + count; i++) act(i)
  })
}

/** Nanoseconds for each frame, without the making of the frames. */
function nanosecondsOfFrames(frameOf: (i: number) => Buffer, act: (frame: Buffer, i: number) => void): number {
  let frames: Buffer[] = []
  const make = (first: number, count: number): void => {
    frames = Array.from({ length: count }, (_, i) => frameOf(first + i))
  }
  return medianOfBatches(FRAMES, (first, count) => {
    for (let i = 0; i < count; i++) act(frames[i]!, first + i)
  }, make)
}

function medianOfBatches(
  times: number,
  run: (first: number, count: number) => void,
  prepare?: (first: number, count: number) => void,
): number {
  const costs: number[] = []
  for (let first = 0; first < times; first += BATCH) {
    const count = Math.min(BATCH, times - first)
    prepare?.(first, count)
    const start = process.hrtime.bigint()
    run(first, count)
    costs.push(Number(process.hrtime.bigint() - start) / count)
  }
  return median(costs)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(benchLedger())
}
