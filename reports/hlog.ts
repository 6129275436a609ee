import type { RunRecord, SeriesRecord } from '../harness/model/run-record.ts'

/** Fields of an interval line end at a comma and lines at a newline, so a tag may hold neither, nor blanks. */
const toTag = (name: string): string => name.replace(/[\s,]/g, '_')

/**
 * The per-second histograms of a series as a histogram log, version 1.3, which the HdrHistogram tools read. Values in
 * the histograms are microseconds, the maximum column is milliseconds. Time stamps are seconds since the base time,
 * which is the start of the run.
 * @see https://github.com/HdrHistogram/HdrHistogram, HistogramLogWriter and HistogramLogReader
 */
export function renderHlog(run: Pick<RunRecord, 'callstorm' | 'startedAt'>, series: SeriesRecord): string {
  const start = new Date(run.startedAt)
  const epoch = (start.getTime() / 1000).toFixed(3)
  return [
    `#[Logged with callstorm ${run.callstorm}]`,
    '#[Histogram log format version 1.3]',
    `#[StartTime: ${epoch} (seconds since epoch), ${start.toISOString()}]`,
    `#[BaseTime: ${epoch} (seconds since epoch)]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
    ...series.intervals.map(
      ({ at, seconds, maxUs, histogram }) =>
        `Tag=${toTag(series.name)},${at.toFixed(3)},${seconds.toFixed(3)},${(maxUs / 1000).toFixed(3)},${histogram}`,
    ),
    '',
  ].join('\n')
}
