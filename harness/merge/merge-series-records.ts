import { decodeHistogram } from '../metrics/histogram-codec.ts'
import { latenciesBySecond, mergeSeries } from '../metrics/series-record.ts'
import type { SeriesData } from '../metrics/series-recorder.ts'
import type { SeriesRecord, TimelinePoint } from '../model/run-record.ts'

/** All series of several records by name, each the sum of its histograms, with the latencies of each second. */
export interface MergedSeries {
  readonly series: readonly SeriesRecord[]
  latenciesAt(second: number): TimelinePoint['latencies']
}

/**
 * Adds the histograms of equally named series; percentiles come of the sums.
 * @throws RangeError when a histogram has another geometry, SyntaxError when it cannot be read
 */
export function mergeSeriesRecords(records: readonly (readonly SeriesRecord[])[]): MergedSeries {
  const byName = new Map<string, SeriesData[]>()
  for (const record of records.flat()) byName.set(record.name, [...(byName.get(record.name) ?? []), toData(record)])
  const seconds = [...byName].map(([name, parts]) => ({ name, latencies: latenciesBySecond(parts) }))
  return {
    series: [...byName.values()].map((parts) => mergeSeries(parts)),
    latenciesAt: (second) =>
      Object.fromEntries(
        seconds.flatMap(({ name, latencies }) => {
          const latency = latencies.get(second)
          return latency ? [[name, latency]] : []
        }),
      ),
  }
}

function toData({ name, histogram, count, overrange, minUs, maxUs, sumUs, intervals }: SeriesRecord): SeriesData {
  const exact = { overrange, min: count > 0 ? minUs : Infinity, max: count > 0 ? maxUs : -Infinity, sum: sumUs }
  return {
    name,
    total: decodeHistogram(histogram, exact).toParts(),
    intervals: intervals.map(({ at, seconds, maxUs: max, histogram: encoded }) => ({
      at,
      seconds,
      // A record keeps the exact maximum of an interval and nothing else of it: no more is written again.
      parts: decodeHistogram(encoded, { overrange: 0, min: 0, max, sum: 0 }).toParts(),
    })),
  }
}
