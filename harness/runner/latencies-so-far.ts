import type { FreshIntervals } from '../load/thread-instruments.ts'
import { Histogram, type HistogramParts } from '../metrics/histogram.ts'
import { SERIES } from '../model/metric.ts'
import type { LatencySecond, LatencySoFar } from '../model/progress.ts'

/** Adds up what threads record while a run goes on. */
export interface LatenciesSoFar {
  /** Adds what the threads recorded since the last time. */
  add(fresh: readonly FreshIntervals[]): void
  read(): readonly LatencySoFar[]
}

interface Series {
  readonly whole: Histogram
  /** The newest seconds by their start, as far as threads have told of them. */
  readonly seconds: Map<number, Histogram>
}

/** Threads tell of a second some time after it is over; so long it may still grow. */
const RECENT = 4

/** Histograms of all threads are merged, so that a percentile is that of all of them. */
export function createLatenciesSoFar(): LatenciesSoFar {
  const bySeries = new Map<string, Series>()
  const seriesOf = (name: string): Series => {
    const known = bySeries.get(name) ?? { whole: new Histogram(), seconds: new Map() }
    bySeries.set(name, known)
    return known
  }
  return {
    add(fresh) {
      for (const { name, intervals } of fresh) {
        const series = seriesOf(name)
        for (const { at, parts } of intervals) {
          series.whole.addParts(parts)
          addToSecond(series.seconds, at, parts)
        }
      }
    },
    read: () =>
      SERIES.flatMap(({ name, title, diagnostic }) => {
        const series = bySeries.get(name)
        return series ? [{ name, title, diagnostic, ...figuresOf(series) }] : []
      }),
  }
}

function addToSecond(seconds: Map<number, Histogram>, at: number, parts: HistogramParts): void {
  const newest = Math.max(at, ...seconds.keys())
  if (at <= newest - RECENT) return
  const second = seconds.get(at) ?? new Histogram()
  second.addParts(parts)
  seconds.set(at, second)
  for (const old of seconds.keys()) if (old <= newest - RECENT) seconds.delete(old)
}

const figuresOf = ({ whole, seconds }: Series) => ({
  count: whole.count,
  p50Us: whole.percentile(50) ?? 0,
  p99Us: whole.percentile(99) ?? 0,
  maxUs: whole.max,
  recent: [...seconds]
    .toSorted(([a], [b]) => a - b)
    .map(
      ([at, second]): LatencySecond => ({
        at,
        p50Us: second.percentile(50) ?? 0,
        p99Us: second.percentile(99) ?? 0,
        maxUs: second.max,
      }),
    ),
})
