import type { Instruments, Journal, SourceCounter, SourceSeries } from './journal.ts'
import { MAX_SLOTS } from './identity.ts'

/** Sum, number and largest of the latencies of one series, microseconds. */
export interface LatencyTotals {
  readonly count: number
  readonly sumUs: number
  readonly maxUs: number
}

/** Journal and instruments of a simulator that runs without a harness: it remembers totals and nothing else. */
export interface CountingJournal extends Journal, Instruments {
  /** Totals so far; counters that nothing was counted on are 0. */
  counter(counter: SourceCounter): number
  totals(series: SourceSeries): LatencyTotals
  /** Contract events handed to somebody, and those that nobody could hear. */
  readonly contractEvents: { readonly sent: number; readonly unobserved: number }
  /** Entities that are open now. */
  readonly living: number
}

/**
 * @param slots size of the table
 * @throws RangeError from `open()` when every slot is taken
 */
export function createCountingJournal(slots = MAX_SLOTS): CountingJournal {
  const free: number[] = []
  let taken = 0
  let sent = 0
  let unobserved = 0
  const counters = new Map<SourceCounter, number>()
  const series = new Map<SourceSeries, { count: number; sumUs: number; maxUs: number }>()

  return {
    open() {
      const slot = free.pop() ?? taken++
      if (slot >= slots) {
        throw new RangeError(`Cannot open a slot as the table holds ${slots}: current value is ${slot + 1}`)
      }
      return slot
    },
    sent: () => void (sent += 1),
    unsent: () => void (sent -= 1),
    unobserved: () => void (unobserved += 1),
    close: (slot) => void free.push(slot),
    count: (name, by = 1) => void counters.set(name, (counters.get(name) ?? 0) + by),
    latency(name, _intendedUs, valueUs) {
      const totals = series.get(name) ?? { count: 0, sumUs: 0, maxUs: 0 }
      totals.count += 1
      totals.sumUs += valueUs
      totals.maxUs = Math.max(totals.maxUs, valueUs)
      series.set(name, totals)
    },
    counter: (name) => counters.get(name) ?? 0,
    totals: (name) => ({ ...(series.get(name) ?? { count: 0, sumUs: 0, maxUs: 0 }) }),
    get contractEvents() {
      return { sent, unobserved }
    },
    get living() {
      return taken - free.length
    },
  }
}
