import { describe, expect, it } from 'vitest'
import { packScript } from '../../simulators/traffic/identity.ts'
import { sampleForm, sampleJson } from './fixtures.ts'
import { GROUP_CAPACITY } from './frame-group.ts'
import { createLedger } from './layout.ts'
import { attachReceiver } from './receiver.ts'
import { attachSource } from './source-journal.ts'
import { readLedgerCounters } from './totals.ts'
import { CALL, clock, closed, EPOCH, frame, runId, sendCall, setUp } from './test-ledger.ts'

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

  it('Receiver.gather() judges in the order of arrival, more than a group holds and the rest on flush()', () => {
    const setup = setUp({ slots: [2 * GROUP_CAPACITY] })
    const slots = Array.from({ length: GROUP_CAPACITY + 1 }, (_, i) => sendCall(setup, i))
    slots.forEach((slot, number) => setup.receiver.gather(frame(slot, 'start', { number }), 1.1e6 + number))
    expect(setup.firsts.map(([, latency]) => latency)).toEqual(
      Array.from({ length: GROUP_CAPACITY }, (_, i) => 100_000 + i),
    )
    setup.receiver.flush()
    expect(setup.firsts.at(-1)).toEqual([1e6, 100_000 + GROUP_CAPACITY])
    expect(readLedgerCounters(setup.buffers).websocketFrames).toBe(GROUP_CAPACITY + 1)
  })

  it('Receiver.gather() books at every one of many receivers, and frames of no source or slot between them', () => {
    const receivers = Array.from({ length: 40 }, (_, i) => ({ name: `s${i}`, kind: 'websocket' as const }))
    const buffers = createLedger({ runId, slots: [8, 8], receivers })
    const sources = [0, 1].map((index) => attachSource(buffers, index))
    const slots = sources.map((source) => {
      source.open(1, 0, CALL, 0, 1e6)
      const slot = source.open(7, 1, CALL, 0, 1e6)
      source.sent(slot, 0, 1e6)
      return slot
    })
    receivers.forEach((_, index) => {
      const receiver = attachReceiver(buffers, index, { clock })
      receiver.up(0)
      receiver.gather(frame(slots[1] ?? -1, 'start', { source: 1 }), 1.1e6)
      receiver.gather(frame(3, 'start', { source: 9 }), 1.1e6)
      receiver.gather(frame(900, 'start'), 1.1e6)
      receiver.gather(Buffer.from('no event'), 1.1e6)
      receiver.gather(frame(slots[0] ?? -1, 'start'), 1.1e6)
      receiver.flush()
    })
    expect(closed(buffers).totals).toMatchObject({ expected: 80, inTime: 80, unexpected: 120 })
  })

  it('Receiver.gather() keeps nothing of an event that its mapping fails on', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    let fails = false
    const mapping = (parsed: unknown): Readonly<Record<string, unknown>> => {
      if (fails) throw new Error('Cannot map the event')
      return parsed as Readonly<Record<string, unknown>>
    }
    const receiver = attachReceiver(setup.buffers, 0, { clock, mapping })
    receiver.gather(frame(slot, 'start'), 1.1e6)
    receiver.flush()
    fails = true
    expect(() => receiver.gather(frame(slot, 'route'), 2.1e6)).toThrow('Cannot map')
    receiver.flush()
    expect(closed(setup.buffers).totals).toMatchObject({ inTime: 1, duplicate: 0, lost: 3 })
    expect(readLedgerCounters(setup.buffers).websocketFrames).toBe(1)
  })

  it('Receiver.see() waits for a sending that the former entity of the slot had booked for itself', () => {
    const setup = setUp({ slots: [1], deadlineUs: 1e6, graceUs: 1e6 })
    sendCall(setup)
    const slot = setup.source.open(8, 1, CALL, 20e6, 21e6)
    expect(setup.receiver.see(frame(slot, 'route', { number: 8 }), 20.1e6)).toBe('pending')
    setup.source.sent(slot, 1, 20e6)
    setup.receiver.settle(Number.POSITIVE_INFINITY)
    expect(closed(setup.buffers).totals).toMatchObject({ expected: 5, inTime: 1, lost: 4, unexpected: 0 })
  })

  it('Receiver.see() finds an event sent that was due when the stamps begin again', () => {
    const setup = setUp()
    const slot = setup.source.open(7, 1, CALL, 2 ** 32, 2 ** 32 + 1e6)
    setup.source.sent(slot, 0, 2 ** 32)
    expect(setup.receiver.see(frame(slot, 'start'), 2 ** 32 + 1000)).toBe('in-time')
    expect(setup.firsts).toEqual([[2 ** 32 + 1, 999]])
  })

  it('Receiver.see() judges what was gathered before it first', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.gather(frame(slot, 'answer'), 3.1e6)
    setup.receiver.gather(Buffer.from('{"class":"call","event":"start"}'), 3.1e6)
    expect(setup.receiver.see(frame(slot, 'answer'), 3.2e6)).toBe('duplicate')
    const { totals } = closed(setup.buffers, setup.receiver.examples())
    expect(totals).toMatchObject({ inTime: 1, duplicate: 1, unexpected: 1 })
  })

  it('Receiver.down() judges what was gathered before it', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.gather(frame(slot, 'start'), 1.1e6)
    setup.receiver.down(1.2e6)
    expect(setup.firsts).toEqual([[1e6, 100_000]])
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
