import type { FreshIntervals } from '../load/thread-instruments.ts'
import { Histogram } from '../metrics/histogram.ts'
import { SERIES } from '../model/metric.ts'
import type { LatencySoFar } from '../model/progress.ts'

/** Adds up what threads record while a run goes on. */
export interface LatenciesSoFar {
  /** Adds what the threads recorded since the last time. */
  add(fresh: readonly FreshIntervals[]): void
  read(): readonly LatencySoFar[]
}

interface Series {
  readonly whole: Histogram
  /** The newest second, as far as threads have told of it. */
  second: Histogram
  at: number
}

/** Histograms of all threads are merged, so that a percentile is that of all of them. */
export function createLatenciesSoFar(): LatenciesSoFar {
  const bySeries = new Map<string, Series>()
  const seriesOf = (name: string): Series => {
    const known = bySeries.get(name) ?? { whole: new Histogram(), second: new Histogram(), at: -1 }
    bySeries.set(name, known)
    return known
  }
  return {
    add(fresh) {
      for (const { name, intervals } of fresh) {
        const series = seriesOf(name)
        for (const { at, parts } of intervals) {
          series.whole.addParts(parts)
          if (at > series.at) [series.at, series.second] = [at, new Histogram()]
          if (at === series.at) series.second.addParts(parts)
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

const figuresOf = ({ whole, second, at }: Series) => ({
  count: whole.count,
  p50Us: whole.percentile(50) ?? 0,
  p99Us: whole.percentile(99) ?? 0,
  maxUs: whole.max,
  lastSecond: { at, p50Us: second.percentile(50) ?? 0, p99Us: second.percentile(99) ?? 0, maxUs: second.max },
})
