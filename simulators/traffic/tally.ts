import type { Instruments, SourceCounter } from './journal.ts'

/** Totals of counters; one that nothing was counted on is missing. */
export type CounterTotals = Partial<Record<SourceCounter, number>>

/** Adds up what is counted into `totals`, and passes everything on. */
export function tallyInto(totals: CounterTotals, instruments: Instruments): Instruments {
  return {
    latency: (series, intendedUs, valueUs) => instruments.latency(series, intendedUs, valueUs),
    count(counter, by = 1) {
      totals[counter] = (totals[counter] ?? 0) + by
      instruments.count(counter, by)
    },
  }
}
