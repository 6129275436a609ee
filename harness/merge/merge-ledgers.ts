import type { DeliveryCounts, LedgerRecord } from '../model/run-record.ts'

/** Most examples of what went wrong that a record holds. */
const MOST_EXAMPLES = 20

/** Adds ledgers: a receiver is that of the same kind and name in each of them. */
export function mergeLedgers(ledgers: readonly LedgerRecord[]): LedgerRecord {
  const receivers = new Map<string, LedgerRecord['receivers'][number]>()
  for (const receiver of ledgers.flatMap((ledger) => ledger.receivers)) {
    const key = `${receiver.kind} ${receiver.name}`
    const known = receivers.get(key)
    receivers.set(key, known ? { ...known, ...addCounts(known, receiver) } : receiver)
  }
  const sum = (pick: (ledger: LedgerRecord) => number): number =>
    ledgers.reduce((total, ledger) => total + pick(ledger), 0)
  return {
    emitted: sum(({ emitted }) => emitted),
    unobservedAtSource: sum(({ unobservedAtSource }) => unobservedAtSource),
    receivers: [...receivers.values()],
    totals: ledgers.map(({ totals }) => totals).reduce(addCounts),
    examples: ledgers.flatMap(({ examples }) => examples).slice(0, MOST_EXAMPLES),
  }
}

const addCounts = (a: DeliveryCounts, b: DeliveryCounts): DeliveryCounts => ({
  expected: a.expected + b.expected,
  inTime: a.inTime + b.inTime,
  late: a.late + b.late,
  lost: a.lost + b.lost,
  unobserved: a.unobserved + b.unobserved,
  duplicate: a.duplicate + b.duplicate,
  reordered: a.reordered + b.reordered,
  unexpected: a.unexpected + b.unexpected,
})
