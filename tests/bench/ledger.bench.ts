/**
 * What the ledger costs with a million open calls: nanoseconds per opening, sending and receiving, slots in random
 * order so that nothing of the table is in a cache. Frames come as in a run: many in one read, whose octets have just
 * been copied from the socket. Run: `npm run bench -- ledger`
 */
import { pathToFileURL } from 'node:url'
import { packScript } from '../../simulators/traffic/identity.ts'
import { randomStream } from '../../simulators/traffic/random.ts'
import { milestoneOf, sampleJson } from '../../harness/ledger/fixtures.ts'
import { FrameScanner } from '../../harness/ledger/frame-scan.ts'
import { createLedger, type LedgerBuffers } from '../../harness/ledger/layout.ts'
import { attachReceiver } from '../../harness/ledger/receiver.ts'
import { attachSource } from '../../harness/ledger/source-journal.ts'
import { closeLedger, readLedger } from '../../harness/ledger/totals.ts'
import { type Figure, median, printFigures } from './figure.ts'

const SLOTS = 1_000_000
const READS = 200
/** Of about 290 octets each, so that they are what one read of 64 KiB holds. */
const FRAMES_PER_READ = 224
const RECEIVERS = 5
/** Receivers that are handed each frame alone; the others gather them, as a subscriber does with those of one read. */
const ALONE = 2
const runId = 0x4a5b6c7d
const STEPS = 4
const script = packScript(['start', 'route', 'answer', 'end'])

/** Costs in nanoseconds. */
interface Costs {
  readonly open: number
  readonly send: number
  readonly scan: number
  readonly alone: number
  readonly gathered: number
  readonly release: number
  readonly ledger: LedgerBuffers
}

export function benchLedger(): Figure[] {
  // What a run does for minutes is compiled in its first second.
  for (let round = 0; round < 3; round++) measure(20_000, 80)
  const { open, send, scan, alone, gathered, release, ledger } = measure(SLOTS, READS)
  return [
    { name: 'open', value: open, unit: 'ns/entity' },
    { name: 'send', value: send, unit: 'ns/event' },
    { name: 'scan a frame', value: scan, unit: 'ns/frame' },
    { name: 'scan and see, each frame alone', value: alone, unit: 'ns/frame' },
    { name: 'scan and see, several frames of a read', value: gathered, unit: 'ns/frame', aim: { atMost: 150 } },
    { name: `release with ${RECEIVERS} receivers`, value: release, unit: 'ns/entity' },
    { name: 'table', value: (ledger.sources[0]?.byteLength ?? 0) / SLOTS, unit: 'octets/slot' },
  ]
}

function measure(slots: number, reads: number): Costs {
  const kind = 'websocket'
  const receivers = Array.from({ length: RECEIVERS }, (_, i) => ({ name: `subscriber ${i}`, kind }) as const)
  const ledger = createLedger({ runId, slots: [slots], receivers })
  const source = attachSource(ledger, 0)
  const order = shuffled(slots)
  const open = costOfBatches(slots, (from, to) => {
    for (let i = from; i < to; i++) source.open(i, 0, script, i, 1e9)
  })
  const sends = Array.from({ length: STEPS }, (_, step) =>
    costOfBatches(slots, (from, to) => {
      for (let i = from; i < to; i++) source.sent(order[i] ?? 0, step, 1e6 + i)
    }),
  )
  const traffic = renderReads(order, reads)
  const scanner = new FrameScanner(runId, 'json')
  const scan = costOfFrames(traffic, (frames) => {
    for (const frame of frames) scanner.scan(frame)
  })
  const costs = receivers.map((_, index) => {
    const receiver = attachReceiver(ledger, index, { clock: { epochUs: (us) => us } })
    receiver.up(0)
    if (index < ALONE) {
      return costOfFrames(traffic, (frames) => {
        for (const frame of frames) receiver.see(frame, 2e6)
      })
    }
    return costOfFrames(traffic, (frames) => {
      for (const frame of frames) receiver.gather(frame, 2e6)
      receiver.flush()
    })
  })
  const release = nanoseconds(() => closeLedger(ledger)) / slots
  const { totals } = readLedger(ledger)
  if (totals.inTime !== reads * FRAMES_PER_READ * RECEIVERS)
    throw new Error(`Cannot trust the bench as ${totals.inTime} frames were in time`)
  const [alone, gathered] = [median(costs.slice(0, ALONE)), median(costs.slice(ALONE))]
  return { open, send: median(sends), scan, alone, gathered, release, ledger }
}

const random = randomStream('bench', 'ledger')

function shuffled(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = kept
  }
  return order
}

/** What one read from a socket brings. */
interface Read {
  readonly octets: Buffer
  /** Where each frame ends. */
  readonly ends: readonly number[]
}

/** One event of each entity, of any step. */
function renderReads(order: Uint32Array, count: number): readonly Read[] {
  const render = (i: number): Buffer => {
    const slot = order[i] ?? 0
    const milestone = milestoneOf(1 + random.below(STEPS))
    return sampleJson({ runId, identity: { source: 0, number: slot, leg: 0, slot }, milestone })
  }
  return Array.from({ length: count }, (_, read) => {
    const frames = Array.from({ length: FRAMES_PER_READ }, (__, i) => render(read * FRAMES_PER_READ + i))
    let end = 0
    return { octets: Buffer.concat(frames), ends: frames.map(({ length }) => (end += length)) }
  })
}

const chunk = Buffer.allocUnsafeSlow(2 ** 17)

/** Nanoseconds for each frame, without what the kernel and the library do before: copying and cutting. */
function costOfFrames(reads: readonly Read[], take: (frames: readonly Buffer[]) => void): number {
  const costs = reads.map(({ octets, ends }) => {
    octets.copy(chunk)
    const frames = ends.map((to, i) => chunk.subarray(ends[i - 1] ?? 0, to))
    return nanoseconds(() => take(frames)) / frames.length
  })
  return median(costs)
}

/** Acts are timed so many at a time; the median leaves out what had to wait for the processor. */
const BATCH = 250

/** Nanoseconds of one act. @param act does those from one number up to another */
function costOfBatches(acts: number, act: (from: number, to: number) => void): number {
  const costs = Array.from(
    { length: acts / BATCH },
    (_, batch) => nanoseconds(() => act(batch * BATCH, (batch + 1) * BATCH)) / BATCH,
  )
  return median(costs)
}

function nanoseconds(act: () => void): number {
  const start = process.hrtime.bigint()
  act()
  return Number(process.hrtime.bigint() - start)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(benchLedger())
}
