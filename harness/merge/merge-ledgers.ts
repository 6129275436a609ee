import { addDeliveries } from '../model/delivery-counts.ts'
import type { LedgerRecord } from '../model/run-record.ts'

/** Most examples of what went wrong that a record holds. */
const MOST_EXAMPLES = 20

/** Adds ledgers: a receiver is that of the same kind and name in each of them. */
export function mergeLedgers(ledgers: readonly LedgerRecord[]): LedgerRecord {
  const receivers = new Map<string, LedgerRecord['receivers'][number]>()
  for (const receiver of ledgers.flatMap((ledger) => ledger.receivers)) {
    const key = `${receiver.kind} ${receiver.name}`
    const known = receivers.get(key)
    receivers.set(key, known ? { ...known, ...addDeliveries(known, receiver) } : receiver)
  }
  const sum = (pick: (ledger: LedgerRecord) => number): number =>
    ledgers.reduce((total, ledger) => total + pick(ledger), 0)
  return {
    emitted: sum(({ emitted }) => emitted),
    unobservedAtSource: sum(({ unobservedAtSource }) => unobservedAtSource),
    receivers: [...receivers.values()],
    totals: ledgers.map(({ totals }) => totals).reduce(addDeliveries),
    examples: ledgers.flatMap(({ examples }) => examples).slice(0, MOST_EXAMPLES),
  }
}
