import type { RunRecord, TimelinePoint } from '../model/run-record.ts'
import type { MergedSeries } from './merge-series-records.ts'

type Timelines = readonly Pick<RunRecord, 'timeline' | 'mergedFrom'>[]

/**
 * Timelines of segments, which ran at the same time: rates are added. Seconds that a segment lacks are left out, as
 * the sum would be that of fewer.
 */
export const addTimelines = (records: Timelines, series: MergedSeries): TimelinePoint[] =>
  combine(records, series, (rates) => sumByName(rates))

/** Timelines of repeated runs, second by second from the start of each: rates are their mean over all runs. */
export function averageTimelines(records: Timelines, series: MergedSeries): TimelinePoint[] {
  const weights = records.map(({ mergedFrom }) => mergedFrom?.runs.length ?? 1)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return combine(records, series, (rates) =>
    sumByName(rates.map((one, i) => Object.fromEntries(Object.entries(one).map(([name, rate]) => [name, (rate * (weights[i] ?? 1)) / total])))),
  )
}

type Rates = TimelinePoint['rates']

function combine(records: Timelines, { latenciesAt }: MergedSeries, rule: (rates: readonly Rates[]) => Rates): TimelinePoint[] {
  const others = records.slice(1).map(({ timeline }) => new Map(timeline.map((point) => [point.at, point.rates])))
  return (records[0]?.timeline ?? []).flatMap(({ at, rates }) => {
    const same = others.map((points) => points.get(at)).filter((other) => other !== undefined)
    if (same.length < others.length) return []
    return [{ at, rates: rule([rates, ...same]), latencies: latenciesAt(at) }]
  })
}

/** Sums of equally named numbers. */
export function sumByName(counters: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const counted of counters) {
    for (const [name, count] of Object.entries(counted)) sums[name] = (sums[name] ?? 0) + count
  }
  return sums
}
