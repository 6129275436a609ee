import { describe, expect, it } from 'vitest'
import { createLedger } from './layout.ts'
import { attachSource } from './source-journal.ts'
import { outstanding, readLedger } from './totals.ts'
import { CALL, closed, runId, sendCall, setUp } from './test-ledger.ts'

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
