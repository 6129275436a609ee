import { describe, expect, test } from 'vitest'
import { createCountingJournal } from './counting-journal.ts'

const open = (journal: ReturnType<typeof createCountingJournal>): number => journal.open(0, 0, 0, 0, 0)

describe('createCountingJournal()', () => {
  test('createCountingJournal() gives living entities slots of their own and uses closed ones again', () => {
    const journal = createCountingJournal(3)
    expect([open(journal), open(journal), open(journal)]).toEqual([0, 1, 2])
    journal.close(1)
    expect(journal.living).toBe(2)
    expect(open(journal)).toBe(1)
  })

  test('createCountingJournal() refuses an entity more than the table holds', () => {
    const journal = createCountingJournal(1)
    open(journal)
    expect(() => open(journal)).toThrow('Cannot open a slot as the table holds 1: current value is 2')
  })

  test('createCountingJournal() tells what was sent from what nobody heard', () => {
    const journal = createCountingJournal()
    const slot = open(journal)
    journal.sent(slot, 0, 10)
    journal.sent(slot, 1, 20)
    journal.unobserved(slot, 2)
    expect(journal.contractEvents).toEqual({ sent: 2, unobserved: 1 })
  })

  test('createCountingJournal() adds up counters and latencies', () => {
    const journal = createCountingJournal()
    journal.count('events.sent')
    journal.count('events.sent', 4)
    journal.latency('send.delay', 0, 3)
    journal.latency('send.delay', 0, 7)
    expect(journal.counter('events.sent')).toBe(5)
    expect(journal.counter('esl.lost')).toBe(0)
    expect(journal.totals('send.delay')).toEqual({ count: 2, sumUs: 10, maxUs: 7 })
    expect(journal.totals('ingress.reply').count).toBe(0)
  })
})
