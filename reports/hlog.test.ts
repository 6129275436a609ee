import { HistogramLogReader, decodeFromCompressedBase64 } from 'hdr-histogram-js'
import { expect, test } from 'vitest'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderHlog } from './hlog.ts'

const record = sampleRecord()

test.each(record.series.map((series) => [series.name, series] as const))(
  'renderHlog() of %s is read back whole by HistogramLogReader',
  (name, series) => {
    const reader = new HistogramLogReader(renderHlog(record, series), 64)
    const whole = decodeFromCompressedBase64(series.histogram, 64)
    const sum = decodeFromCompressedBase64(series.histogram, 64)
    sum.reset()
    let intervals = 0
    for (let next = reader.nextIntervalHistogram(); next !== null; next = reader.nextIntervalHistogram()) {
      const interval = series.intervals[intervals]
      expect(next.tag).toBe(name)
      expect(next.startTimeStampMsec).toBe(Date.parse(record.startedAt) + (interval?.at ?? Number.NaN) * 1000)
      expect(next.endTimeStampMsec - next.startTimeStampMsec).toBe(1000)
      sum.add(next)
      intervals += 1
    }
    expect(intervals).toBe(series.intervals.length)
    expect(sum.totalCount).toBe(series.count)
    for (const percentile of [50, 90, 99, 99.9]) {
      expect(sum.getValueAtPercentile(percentile)).toBe(whole.getValueAtPercentile(percentile))
    }
  },
)

test('renderHlog() begins with version, start and base time', () => {
  const [series] = record.series
  if (series === undefined) throw new Error('the sample has no series')
  const lines = renderHlog(record, series).split('\n')
  expect(lines.slice(0, 5)).toEqual([
    '#[Logged with callstorm 0.1.0]',
    '#[Histogram log format version 1.3]',
    '#[StartTime: 1795316645.678 (seconds since epoch), 2026-11-22T03:04:05.678Z]',
    '#[BaseTime: 1795316645.678 (seconds since epoch)]',
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
  ])
  expect(lines[5]).toMatch(/^Tag=ingress\.reply,5\.000,1\.000,\d+\.\d{3},HISTFAAA/)
})

test('renderHlog() keeps a tag free of commas and blanks', () => {
  const [series] = record.series
  if (series === undefined) throw new Error('the sample has no series')
  expect(renderHlog(record, { ...series, name: 'a,b c\nd' }).split('\n')[5]).toMatch(/^Tag=a_b_c_d,/)
})
