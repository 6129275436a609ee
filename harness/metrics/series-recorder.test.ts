import { describe, expect, it } from 'vitest'
import { decodeHistogram } from './histogram-codec.ts'
import { latenciesBySecond, mergeSeries } from './series-record.ts'
import { SeriesRecorder } from './series-recorder.ts'

const window = { fromUs: 1e6, toUs: 10e6 }
const recorder = (name = 'ingress.reply'): SeriesRecorder => new SeriesRecorder(name, { window })

describe('SeriesRecorder', () => {
  it('SeriesRecorder counts what was due in the window, from inclusive, to exclusive, however late it came', () => {
    const series = recorder()
    series.record(999_999.9, 100)
    series.record(1e6, 100)
    series.record(9_999_999.9, 5e6)
    series.record(10e6, 100)
    expect(series.count).toBe(2)
    expect(series.read().total.max).toBe(5e6)
  })

  it('SeriesRecorder puts a sample into the interval in which it was observed', () => {
    const series = recorder()
    series.record(1.2e6, 100)
    series.record(1.9e6, 200_000)
    series.record(4.5e6, 10)
    const intervals = series.read().intervals.map(({ at, parts }) => [at, parts.max])
    expect(intervals).toEqual([
      [1, 100],
      [2, 200_000],
      [4, 10],
    ])
  })

  it('SeriesRecorder never goes back to an interval that is over', () => {
    const series = recorder()
    series.record(5.5e6, 10)
    series.record(1.5e6, 20)
    expect(series.read().intervals.map(({ at, parts }) => [at, parts.counts.length])).toEqual([[5, 2]])
  })

  it('SeriesRecorder.fresh() hands out each interval once, when it is over', () => {
    const series = recorder()
    series.record(1.2e6, 100)
    expect(series.fresh()).toEqual([])
    series.record(2.2e6, 200)
    series.record(3.2e6, 300)
    expect(series.fresh().map(({ at, parts }) => [at, parts.max])).toEqual([
      [1, 100],
      [2, 200],
    ])
    expect(series.fresh()).toEqual([])
    expect(series.read().intervals).toHaveLength(3)
  })

  it('SeriesRecorder keeps no more intervals of a long run than of a quarter of an hour', () => {
    const day = 86_400
    const series = new SeriesRecorder('ingress.reply', { window: { fromUs: 0, toUs: day * 1e6 } })
    for (let second = 0; second < day; second += 7) series.record(second * 1e6, 100)
    const { intervals, total } = series.read()
    expect(intervals).toHaveLength(900)
    expect(intervals[1]).toMatchObject({ at: 96, seconds: 96 })
    expect(total.counts[0]).toBe(Math.ceil(day / 7))
  })

  it('SeriesRecorder.read() may come at any time and loses nothing', () => {
    const series = recorder()
    series.record(1.1e6, 10)
    series.read()
    series.record(1.2e6, 20)
    const { total } = series.read()
    expect([total.min, total.max, total.sum]).toEqual([10, 20, 30])
    expect(series.count).toBe(2)
  })

  it('SeriesRecorder rounds, and refuses a negative latency', () => {
    const series = recorder()
    series.record(2e6, 10.6)
    series.record(2e6, -0.4)
    expect(series.read().total.sum).toBe(11)
    expect(() => series.record(2e6, -50)).toThrow(RangeError)
  })
})

describe('mergeSeries()', () => {
  it('mergeSeries() adds threads and intervals exactly', () => {
    const threads = [recorder(), recorder(), recorder()]
    const whole = recorder()
    for (let i = 0; i < 3000; i++) {
      const intended = 1e6 + i * 1000
      const value = (i * 7919) % 50_000
      threads[i % 3]?.record(intended, value)
      whole.record(intended, value)
    }
    const merged = mergeSeries(threads.map((thread) => thread.read()))
    const single = mergeSeries([whole.read()])
    expect({ ...merged, intervals: [] }).toEqual({ ...single, intervals: [] })
    expect(merged.intervals.reduce((sum, { histogram }) => sum + decodeHistogram(histogram).count, 0)).toBe(3000)
    expect(merged.count).toBe(3000)
    expect(merged.diagnostic).toBe(false)
    expect(merged.title).toBe('Ingress reply')
    expect(merged.quantiles.p99Us).toBe(decodeHistogram(merged.histogram, { ...whole.read().total }).percentile(99))
  })

  it('mergeSeries() of nothing recorded has count 0 and no distribution', () => {
    const record = mergeSeries([recorder().read()])
    expect([record.count, record.distribution, record.intervals]).toEqual([0, [], []])
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })

  it('mergeSeries() refuses parts of different series, and none', () => {
    expect(() => mergeSeries([recorder('a').read(), recorder('b').read()])).toThrow('["a","b"]')
    expect(() => mergeSeries([])).toThrow(RangeError)
  })

  it('latenciesBySecond() gives the percentiles of each second over all threads', () => {
    const threads = [recorder(), recorder()]
    for (let i = 1; i <= 100; i++) threads[i % 2]?.record(2e6, i * 10)
    expect([...latenciesBySecond(threads.map((thread) => thread.read()))]).toEqual([
      [2, { p50Us: 500, p99Us: 990, maxUs: 1000 }],
    ])
  })

  it('latenciesBySecond() gives each second of a longer interval the percentiles of the whole', () => {
    const series = new SeriesRecorder('ingress.reply', { window, intervalSeconds: 3 })
    series.record(4e6, 100)
    const latency = { p50Us: 100, p99Us: 100, maxUs: 100 }
    expect([...latenciesBySecond([series.read()])]).toEqual([
      [3, latency],
      [4, latency],
      [5, latency],
    ])
  })
})
