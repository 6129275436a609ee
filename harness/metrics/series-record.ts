import { SERIES, type SeriesDefinition } from '../model/metric.ts'
import type { IntervalRecord, SeriesRecord } from '../model/run-record.ts'
import { distributionOf, encodeHistogram, standardDeviationOf } from './histogram-codec.ts'
import { Histogram } from './histogram.ts'
import type { SeriesData } from './series-recorder.ts'

/**
 * Makes one record of what several threads recorded of one series. Histograms are added, percentiles never averaged.
 * A series without samples has count 0, an empty distribution and no meaningful minimum or maximum.
 * @throws RangeError when there is nothing to merge, or when the parts are of different series or intervals
 */
export function mergeSeries(parts: readonly SeriesData[]): SeriesRecord {
  const name = commonName(parts)
  const total = new Histogram()
  for (const part of parts) total.addParts(part.total)
  const whole = total.toParts()
  const definition: SeriesDefinition | undefined = SERIES.find((series) => series.name === name)
  return {
    name,
    title: definition?.title ?? name,
    diagnostic: definition?.diagnostic ?? true,
    count: total.count,
    overrange: total.overrange,
    minUs: total.count === 0 ? 0 : total.min,
    maxUs: total.count === 0 ? 0 : total.max,
    sumUs: total.sum,
    stdDevUs: standardDeviationOf(whole),
    quantiles: quantilesOf(total),
    distribution: distributionOf(whole),
    histogram: encodeHistogram(whole),
    intervals: mergeIntervals(parts).map(toIntervalRecord),
  }
}

const quantilesOf = (histogram: Histogram): SeriesRecord['quantiles'] => ({
  p50Us: histogram.percentile(50) ?? 0,
  p90Us: histogram.percentile(90) ?? 0,
  p99Us: histogram.percentile(99) ?? 0,
  p999Us: histogram.percentile(99.9) ?? 0,
  p9999Us: histogram.percentile(99.99) ?? 0,
})

/** Percentiles of the interval that each second lies in, if it has samples: what a timeline shows. */
export function latenciesBySecond(
  parts: readonly SeriesData[],
): Map<number, { readonly p50Us: number; readonly p99Us: number; readonly maxUs: number }> {
  return new Map(
    mergeIntervals(parts).flatMap(({ at, seconds, histogram }) => {
      const latency = { p50Us: histogram.percentile(50) ?? 0, p99Us: histogram.percentile(99) ?? 0, maxUs: histogram.max }
      return Array.from({ length: Math.max(1, seconds) }, (_, i): [number, typeof latency] => [at + i, latency])
    }),
  )
}

interface Interval {
  readonly at: number
  readonly seconds: number
  readonly histogram: Histogram
}

function mergeIntervals(parts: readonly SeriesData[]): Interval[] {
  const byStart = new Map<number, Interval>()
  for (const { at, seconds, parts: counted } of parts.flatMap((part) => part.intervals)) {
    const interval = byStart.get(at) ?? { at, seconds, histogram: new Histogram() }
    if (interval.seconds !== seconds) {
      throw new RangeError(
        `Cannot merge intervals as they must be equally long: current values are ${interval.seconds} and ${seconds}`,
      )
    }
    interval.histogram.addParts(counted)
    byStart.set(at, interval)
  }
  return [...byStart.values()].sort((a, b) => a.at - b.at)
}

const toIntervalRecord = ({ at, seconds, histogram }: Interval): IntervalRecord => ({
  at,
  seconds,
  maxUs: histogram.max,
  histogram: encodeHistogram(histogram.toParts()),
})

function commonName(parts: readonly SeriesData[]): string {
  const names = [...new Set(parts.map((part) => part.name))]
  const [name] = names
  if (name === undefined || names.length > 1) {
    throw new RangeError(
      `Cannot merge series as all parts must have one name: current names are ${JSON.stringify(names)}`,
    )
  }
  return name
}
