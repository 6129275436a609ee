import type { SeriesRecord } from '../harness/model/run-record.ts'

/** Geometry of every histogram of a run: 1 µs to 2^32-1 µs with three significant digits. */
const BUCKETS = 22
const SUB_BUCKETS = 2048

const ms = (us: number): string => (us / 1000).toFixed(3).padStart(12)
const count = (value: number, width: number): string => String(value).padStart(width)

function rowOf({ percentile, valueUs, count: total }: SeriesRecord['distribution'][number]): string {
  const level = percentile / 100
  const row = `${ms(valueUs)} ${level.toFixed(12).padStart(14)} ${count(total, 10)}`
  return percentile < 100 ? `${row} ${(1 / (1 - level)).toFixed(2).padStart(14)}` : row
}

/**
 * A series in the percentile format of HdrHistogram's `outputPercentileDistribution()`, values in milliseconds: what
 * its plotters read. Minimum, maximum and mean are exact, the ladder has the histogram's three digits.
 */
export function renderHgrm(series: SeriesRecord): string {
  const mean = series.count === 0 ? 0 : series.sumUs / series.count
  return [
    '       Value     Percentile TotalCount 1/(1-Percentile)',
    '',
    ...series.distribution.map(rowOf),
    `#[Mean    = ${ms(mean)}, StdDeviation   = ${ms(series.stdDevUs)}]`,
    `#[Max     = ${ms(series.maxUs)}, Total count    = ${count(series.count, 12)}]`,
    `#[Buckets = ${count(BUCKETS, 12)}, SubBuckets     = ${count(SUB_BUCKETS, 12)}]`,
    '',
  ].join('\n')
}
