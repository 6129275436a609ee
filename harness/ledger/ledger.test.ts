import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { type Milestone, packScript, type Identity } from '../../simulators/traffic/identity.ts'
import { sampleForm, sampleJson } from './fixtures.ts'
import { createLedger, type LedgerBuffers, type LedgerConfig } from './layout.ts'
import { attachReceiver, type Receiver } from './receiver.ts'
import { attachSource, type SourceJournal } from './source-journal.ts'
import { assertBalanced, closeLedger, outstanding, readLedger, readLedgerCounters } from './totals.ts'

const runId = 0x4a5b6c7d
const EPOCH = 1_700_000_000_000_000
const clock = { epochUs: (us: number) => EPOCH + Math.round(us) }
const CALL = packScript(['start', 'route', 'answer', 'end'])

interface Setup {
  readonly buffers: LedgerBuffers
  readonly source: SourceJournal
  readonly receiver: Receiver
  readonly firsts: [number, number][]
}

function setUp(config: Partial<LedgerConfig> = {}): Setup {
  const buffers = createLedger({
    runId,
    slots: [64],
    receivers: [{ name: 'subscriber 1', kind: 'websocket' }],
    ...config,
  })
  const firsts: [number, number][] = []
  const receiver = attachReceiver(buffers, 0, {
    clock,
    onFirst: (intended, latency) => firsts.push([intended, latency]),
  })
  receiver.up(0)
  return { buffers, source: attachSource(buffers, 0), receiver, firsts }
}

const frame = (slot: number, milestone: Milestone, of: Partial<Identity> = {}, timestampUs = EPOCH): Buffer =>
  sampleJson({ runId, identity: { source: 0, number: 7, leg: 1, slot, ...of }, milestone, timestampUs })

/** Opens call 7 with all its steps sent a second apart from 1 s on. */
function sendCall({ source }: Setup, number = 7): number {
  const slot = source.open(number, 1, CALL, 1e6, 4e6)
  for (let step = 0; step < 4; step++) source.sent(slot, step, (step + 1) * 1e6)
  source.close(slot)
  return slot
}

const closed = (buffers: LedgerBuffers, ...books: readonly ReturnType<Receiver['examples']>[]) => {
  const lost = closeLedger(buffers)
  const record = readLedger(buffers, [lost, ...books])
  assertBalanced(record)
  return record
}

describe('Receiver', () => {
  it('Receiver.see() judges a first delivery by its latency from the intended time', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    expect(setup.receiver.see(frame(slot, 'start'), 1.002e6)).toBe('in-time')
    expect(setup.receiver.see(frame(slot, 'route'), 2e6 + 5_000_001)).toBe('late')
    expect(setup.firsts).toEqual([
      [1e6, 2000],
      [2e6, 5_000_001],
    ])
    expect(closed(setup.buffers).totals).toMatchObject({ expected: 4, inTime: 1, late: 1, lost: 2 })
  })

  it('Receiver.see() calls a further copy a duplicate, and does not call it reordered', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.see(frame(slot, 'start'), 1.1e6)
    setup.receiver.see(frame(slot, 'route'), 2.1e6)
    expect(setup.receiver.see(frame(slot, 'start'), 2.2e6)).toBe('duplicate')
    expect(closed(setup.buffers).totals).toMatchObject({ inTime: 2, duplicate: 1, reordered: 0 })
  })

  it('Receiver.see() finds an event reordered behind a later one of its leg', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.see(frame(slot, 'answer'), 3.1e6)
    expect(setup.receiver.see(frame(slot, 'start'), 3.2e6)).toBe('in-time')
    const record = closed(setup.buffers, setup.receiver.examples())
    expect(record.totals).toMatchObject({ inTime: 2, reordered: 1, lost: 2 })
    expect(record.examples).toContain('reordered: start of call 7 leg 1 at subscriber 1, 3.200 s')
    expect(record.examples).toContain('lost: end of call 7 leg 1 at subscriber 1, 4.000 s')
  })

  it.each([
    [
      'of another run',
      sampleJson({ runId: runId + 1, identity: { source: 0, number: 7, leg: 1, slot: 0 }, milestone: 'start' }),
    ],
    ['of a source that is none', frame(0, 'start', { source: 5 })],
    ['of a slot that is none', frame(64, 'start')],
    ['of a number that was never opened', frame(0, 'start', { number: 8 })],
    ['that is no step of the entity', frame(0, 'register')],
    ['that is no event', Buffer.from('\u0000<script>')],
  ])('Receiver.see() calls an event %s unexpected', (_, octets) => {
    const setup = setUp()
    sendCall(setup)
    expect(setup.receiver.see(octets, 2e6)).toBe('unexpected')
    const record = closed(setup.buffers, setup.receiver.examples())
    expect(record.totals.unexpected).toBe(1)
    expect(record.examples.join()).toMatch(/unexpected: ".*" at subscriber 1, 2\.000 s/)
  })

  it('Receiver.see() leaves machine health and unknown events out of the book', () => {
    const { buffers, receiver } = setUp()
    expect(receiver.see(Buffer.from('{"class":"machine","event":"health"}'), 1e6)).toBe('unaddressed')
    expect(readLedgerCounters(buffers)).toMatchObject({ unaddressed: 1, websocketFrames: 1, bytes: 36 })
  })

  it('Receiver.see() leaves what another segment of the same run sent out of the book', () => {
    const setup = setUp({ segment: { part: 2, of: 3 } })
    const slot = sendCall(setup)
    expect(setup.receiver.see(frame(slot, 'start', { number: 8 }), 1.1e6)).toBe('unaddressed')
    expect(setup.receiver.see(frame(slot, 'start'), 1.1e6)).toBe('in-time')
    expect(setup.receiver.see(frame(slot, 'start', { number: 10 }), 1.1e6)).toBe('unexpected')
  })

  it('Receiver.settle() judges what came before its sending was booked', () => {
    const setup = setUp()
    const slot = setup.source.open(7, 1, CALL, 1e6, 4e6)
    expect(setup.receiver.see(frame(slot, 'start'), 1.0002e6)).toBe('pending')
    expect(setup.receiver.see(frame(slot, 'end'), 1.0003e6)).toBe('pending')
    setup.source.sent(slot, 0, 1e6)
    setup.receiver.settle(1.5e6)
    expect(setup.firsts).toEqual([])
    setup.receiver.settle(Number.POSITIVE_INFINITY)
    expect(setup.firsts).toEqual([[1e6, 200]])
    expect(closed(setup.buffers).totals).toMatchObject({ expected: 1, inTime: 1, unexpected: 1 })
  })

  it('Receiver.settle() judges the order by what had been seen when an event arrived', () => {
    const setup = setUp()
    const slot = setup.source.open(7, 1, CALL, 1e6, 4e6)
    expect(setup.receiver.see(frame(slot, 'start'), 1.0002e6)).toBe('pending')
    setup.source.sent(slot, 0, 1e6)
    setup.source.sent(slot, 1, 1.1e6)
    expect(setup.receiver.see(frame(slot, 'route'), 1.1002e6)).toBe('in-time')
    setup.receiver.settle(Number.POSITIVE_INFINITY)
    expect(closed(setup.buffers).totals).toMatchObject({ inTime: 2, reordered: 0 })
  })

  it('Receiver.settle() still finds an event that came behind a later one', () => {
    const setup = setUp()
    const slot = setup.source.open(7, 1, CALL, 1e6, 4e6)
    setup.source.sent(slot, 1, 1.1e6)
    expect(setup.receiver.see(frame(slot, 'route'), 1.1002e6)).toBe('in-time')
    expect(setup.receiver.see(frame(slot, 'start'), 1.1003e6)).toBe('pending')
    setup.source.sent(slot, 0, 1e6)
    setup.receiver.settle(Number.POSITIVE_INFINITY)
    expect(closed(setup.buffers).totals).toMatchObject({ inTime: 2, reordered: 1 })
  })

  it('Receiver.see() waits for the second step of a name when the timestamp is not that of the first', () => {
    const setup = setUp()
    const slot = setup.source.open(7, 1, packScript(['start', 'route', 'answer', 'route', 'end']), 1e6, 5e6)
    setup.source.sent(slot, 1, 2e6)
    expect(setup.receiver.see(frame(slot, 'route', {}, EPOCH + 2e6), 2.1e6)).toBe('in-time')
    expect(setup.receiver.see(frame(slot, 'route', {}, EPOCH + 4e6), 4.1e6)).toBe('pending')
    setup.source.sent(slot, 3, 4e6)
    setup.receiver.settle(Number.POSITIVE_INFINITY)
    expect(closed(setup.buffers).totals).toMatchObject({ inTime: 2, duplicate: 0 })
  })

  it('Receiver.see() makes no claim about what its source says nobody could hear', () => {
    const setup = setUp()
    const slot = setup.source.open(7, 1, CALL, 1e6, 4e6)
    setup.source.unobserved(slot, 0)
    expect(setup.receiver.see(frame(slot, 'start'), 1.1e6)).toBe('unclaimed')
    const record = closed(setup.buffers)
    expect(record).toMatchObject({ emitted: 0, unobservedAtSource: 1 })
    expect(record.totals).toMatchObject({ expected: 0, unexpected: 0 })
  })

  it('Receiver.see() tells two steps of one name apart by their timestamps, in ticks of 20 ms as well', () => {
    const setup = setUp()
    const slot = setup.source.open(7, 1, packScript(['start', 'route', 'answer', 'route', 'end']), 1e6, 5e6)
    for (let step = 0; step < 5; step++) setup.source.sent(slot, step, (step + 1) * 1e6 + 7)
    expect(setup.receiver.see(frame(slot, 'route', {}, EPOCH + 4e6), 4.1e6)).toBe('in-time')
    expect(setup.receiver.see(frame(slot, 'route', {}, EPOCH + 2e6), 4.2e6)).toBe('in-time')
    expect(setup.receiver.see(frame(slot, 'route', {}, EPOCH + 2e6), 4.3e6)).toBe('duplicate')
    expect(closed(setup.buffers).totals).toMatchObject({ inTime: 2, reordered: 1, duplicate: 1, lost: 3 })
  })

  it('Receiver.see() reads the ids of softswitch machines and form encoding at a webhook', () => {
    const setup = setUp({ receivers: [{ name: 'webhook 1', kind: 'webhook' }] })
    const slot = sendCall(setup)
    const identity = { source: 0, number: 7, leg: 0, slot }
    expect(setup.receiver.see(sampleForm({ runId, identity, milestone: 'start', asterisk: true }), 1.1e6)).toBe(
      'in-time',
    )
  })
})

describe('Receiver.down()', () => {
  it('Receiver.down() and up() take the claim from what was due in between', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.down(1.5e6)
    setup.receiver.up(3.5e6)
    setup.receiver.see(frame(slot, 'end'), 4.1e6)
    expect(closed(setup.buffers).totals).toMatchObject({ expected: 4, inTime: 1, unobserved: 2, lost: 1 })
  })

  it('Receiver.see() books a copy of something older than the reconnection as redelivered', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.see(frame(slot, 'start'), 1.1e6)
    setup.receiver.down(1.2e6)
    setup.receiver.up(3.5e6)
    expect(setup.receiver.see(frame(slot, 'start'), 3.6e6)).toBe('redelivered')
    expect(closed(setup.buffers).totals.duplicate).toBe(0)
    expect(readLedgerCounters(setup.buffers).redelivered).toBe(1)
  })

  it('Receiver that never was up makes every delivery unobserved', () => {
    const buffers = createLedger({ runId, slots: [4], receivers: [{ name: 's', kind: 'websocket' }] })
    const source = attachSource(buffers, 0)
    attachReceiver(buffers, 0, { clock })
    source.sent(source.open(1, 0, CALL, 0, 1e6), 0, 0)
    expect(closed(buffers).totals).toMatchObject({ expected: 1, unobserved: 1, lost: 0 })
  })

  it('Receiver.down() a thousand times keeps bounded memory and rather makes no claim than a false one', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    for (let i = 0; i < 1000; i++) {
      setup.receiver.down(1.5e6 + i * 1000)
      setup.receiver.up(1.5e6 + i * 1000 + 500)
    }
    setup.receiver.see(frame(slot, 'end'), 4.1e6)
    expect(closed(setup.buffers).totals).toMatchObject({ lost: 1, unobserved: 2, inTime: 1 })
  })
})

describe('SourceJournal', () => {
  it('SourceJournal.open() gives the same slots however late the calls are closed', () => {
    const run = (lateness: number): number[] => {
      const source = attachSource(createLedger({ runId, slots: [4096], receivers: [] }), 0)
      const slots: number[] = []
      const open = new Map<number, number>()
      for (let number = 0; number < 4000; number++) {
        const at = number * 50_000
        const planned = at + ((number * 7919) % 30_000_000)
        for (const [slot, end] of open) {
          if (end + lateness > at) continue
          source.sent(slot, 0, end + lateness)
          source.close(slot)
          open.delete(slot)
        }
        const slot = source.open(number, 0, CALL, at, planned)
        open.set(slot, planned)
        slots.push(slot)
      }
      return slots
    }
    const slots = run(0)
    expect(run(9_000_000)).toEqual(slots)
    expect(Math.max(...slots)).toBeLessThan(1000)
  })

  it('SourceJournal.open() reuses a slot only after the grace and only when it is closed', () => {
    const source = attachSource(createLedger({ runId, slots: [2], receivers: [] }), 0)
    const first = source.open(1, 0, CALL, 0, 1e6)
    const second = source.open(2, 0, CALL, 0, 1e6)
    source.close(second)
    expect(() => source.open(3, 0, CALL, 15.9e6, 16e6)).toThrow('all 2 are taken')
    expect(source.open(3, 0, CALL, 16e6, 17e6)).toBe(second)
    expect(() => source.open(4, 0, CALL, 20e6, 21e6)).toThrow(RangeError)
    source.close(first)
    expect(() => source.open(4, 0, CALL, 30e6, 31e6)).toThrow(RangeError)
    expect(source.open(4, 0, CALL, 36e6, 37e6)).toBe(first)
  })

  it('SourceJournal keeps the slot of an event that came long after its plan until the deadline has passed', () => {
    const source = attachSource(createLedger({ runId, slots: [1], receivers: [] }), 0)
    const slot = source.open(1, 0, CALL, 0, 1e6)
    source.sent(slot, 0, 14e6)
    source.close(slot)
    expect(() => source.open(2, 0, CALL, 17e6, 18e6)).toThrow(RangeError)
    expect(source.open(2, 0, CALL, 31e6, 32e6)).toBe(slot)
  })

  it('SourceJournal refuses to book for a slot that is not taken, or a step that is none', () => {
    const { source } = setUp()
    expect(() => source.sent(3, 0, 1)).toThrow('current value is 3')
    const slot = source.open(1, 0, CALL, 0, 1)
    expect(() => source.sent(slot, 8, 1)).toThrow('0 to 7')
  })

  it('SourceJournal.unsent() takes back what was booked and never left', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.source.unsent(slot, 3)
    setup.source.unsent(slot, 3)
    setup.source.unobserved(slot, 3)
    const record = closed(setup.buffers)
    expect(record).toMatchObject({ emitted: 3, unobservedAtSource: 1, totals: { expected: 3, lost: 3 } })
  })

  it('SourceJournal.sent() for two links of one bridge expects the event once', () => {
    const setup = setUp()
    const slot = setup.source.open(1, 0, CALL, 0, 1)
    setup.source.sent(slot, 0, 5)
    setup.source.sent(slot, 0, 5)
    expect(readLedger(setup.buffers).emitted).toBe(1)
    expect(outstanding(readLedger(setup.buffers))).toBe(1)
  })
})

describe('createLedger()', () => {
  it.each([
    { slots: [0] },
    { slots: [2 ** 20 + 1] },
    { slots: Array.from({ length: 65 }, () => 1) },
    { slots: [1], graceUs: 1e6 },
  ])('createLedger() refuses %j', (config) => {
    expect(() => createLedger({ runId, receivers: [], ...config })).toThrow(RangeError)
  })

  it('assertBalanced() notices a delivery that is not accounted for', () => {
    const setup = setUp()
    sendCall(setup)
    expect(() => assertBalanced(readLedger(setup.buffers))).toThrow('4 differs from 0 + 0 + 0 + 0 at "subscriber 1"')
  })
})

describe('the ledger over threads', () => {
  it.each([1, 2, 3])(
    'the ledger takes a frame for stale when its slot is released behind the %d. reading of it',
    (reading) => {
      const setup = setUp({ slots: [1], deadlineUs: 1e6, graceUs: 1e6 })
      const slot = sendCall(setup)
      const atomics: { load(words: Int32Array, at: number): number } = Atomics
      const { load } = atomics
      let readings = 0
      const spy = vi.spyOn(atomics, 'load').mockImplementation((words, at) => {
        const word = load(words, at)
        if (++readings === reading) {
          setup.source.open(8, 1, packScript(['register']), 20e6, 21e6)
          setup.source.sent(slot, 0, 20e6)
        }
        return word
      })
      expect(setup.receiver.see(frame(slot, 'start'), 1.5e6)).toBe('stale')
      spy.mockRestore()
      expect(readings).toBeGreaterThanOrEqual(reading)
      expect(setup.receiver.see(frame(slot, 'register', { number: 8 }), 20.1e6)).toBe('in-time')
      expect(closed(setup.buffers).totals).toMatchObject({
        expected: 5,
        inTime: 1,
        lost: 4,
        duplicate: 0,
        unexpected: 0,
      })
    },
  )

  it('the ledger counts each delivery exactly once while slots are released under the receiver', async () => {
    const calls = 60_000
    // A grace of next to nothing: slots are reused while their frames are being judged.
    const buffers = createLedger({
      runId,
      slots: [4096],
      receivers: [{ name: 'racer', kind: 'websocket' }],
      deadlineUs: 1,
      graceUs: 1,
    })
    const slots = new SharedArrayBuffer(4 * (calls + 1))
    const worker = new Worker(new URL('../load/worker-boot.mjs', import.meta.url), {
      workerData: { entry: new URL('./race-receiver.ts', import.meta.url).href, buffers, slots, calls },
    })
    const done = new Promise<void>((resolve, reject) => worker.on('error', reject).on('exit', () => resolve()))
    await new Promise((resolve) => worker.once('message', resolve))
    const source = attachSource(buffers, 0)
    const table = new Int32Array(slots)
    for (let number = 0; number < calls; number++) {
      const at = number * 1000
      const slot = source.open(number, 0, CALL, at, at)
      source.sent(slot, 0, at)
      table[number + 1] = slot
      Atomics.store(table, 0, number + 1)
      source.close(slot)
    }
    await done
    const record = closed(buffers)
    const { stale } = readLedgerCounters(buffers)
    expect(record.totals).toMatchObject({ expected: calls, lost: stale, duplicate: 0, unexpected: 0 })
    expect(stale).toBeGreaterThan(0)
    expect(stale).toBeLessThan(calls)
  })
})
