import { describe, expect, test } from 'vitest'
import { createCountingJournal } from './counting-journal.ts'
import { type CounterTotals, tallyInto } from './tally.ts'

describe('tallyInto()', () => {
  test('tallyInto() adds up its own counts and passes counts and latencies on', () => {
    const journal = createCountingJournal()
    const totals: CounterTotals = {}
    const instruments = tallyInto(totals, journal)
    journal.count('events.sent', 10)
    instruments.count('events.sent')
    instruments.count('events.sent', 2)
    instruments.latency('send.delay', 0, 5)
    expect(totals).toEqual({ 'events.sent': 3 })
    expect(journal.counter('events.sent')).toBe(13)
    expect(journal.totals('send.delay').count).toBe(1)
  })
})
