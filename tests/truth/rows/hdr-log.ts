import { type Histogram as LoggedHistogram, HistogramLogReader } from 'hdr-histogram-js'
import { renderHlog } from '../../../reports/hlog.ts'
import { Histogram } from '../../../harness/metrics/histogram.ts'
import { encodeHistogram } from '../../../harness/metrics/histogram-codec.ts'
import { mergeSeries } from '../../../harness/metrics/series-record.ts'
import { SeriesRecorder } from '../../../harness/metrics/series-recorder.ts'
import { randomStream } from '../../../simulators/traffic/random.ts'
import { equal } from '../check.ts'
import { type LoggedInterval, readCounts, writeHdrLog } from '../hdr-log.ts'
import { defineRow } from '../row.ts'

interface Logs {
  /** Written from the definition of the format, by nothing of ours or of the library's. */
  readonly foreign: string
  /** Written as a report writes it, and the samples in it. */
  readonly own: string
  readonly ownSamples: number
  /** Counts by bucket: recorded, and found in what was encoded of them. */
  readonly recorded: string
  readonly encoded: string
}

interface Read {
  readonly intervals: number
  readonly samples: number
  readonly p999: number
}

/** The figures of the log that the reference implementation tests itself with. */
const INTERVALS = 62
const SAMPLES = 48_761
const P999 = 1_745_879_039

export const hdrLog = defineRow<Logs, Read>({
  name: 'hdr-log',
  must: 'histogram logs are read and written as their format defines',
  seconds: 1,
  observe: async () => ({ evidence: makeLogs(), sick: [] }),
  formula: ({ foreign }) => sumUp(readLog(foreign)),
  wrong: [
    { name: 'lower edges of buckets for percentiles', of: ({ foreign }) => ({ ...sumUp(readLog(foreign)), p999: lowerEdge(readLog(foreign)) }) },
    { name: 'percentiles of intervals averaged', of: ({ foreign }) => ({ ...sumUp(readLog(foreign)), p999: averaged(readLog(foreign)) }) },
    { name: 'the first interval skipped as a header', of: ({ foreign }) => sumUp(readLog(foreign).slice(1)) },
  ],
  checks: ({ intervals, samples, p999 }, { own, ownSamples, recorded, encoded }) => [
    equal('intervals of a foreign log', intervals, INTERVALS),
    equal('samples in it', samples, SAMPLES),
    equal('p99.9 of it, ns', p999, P999),
    equal('samples in a log of our own', sumUp(readLog(own)).samples, ownSamples),
    equal('counts by bucket, encoded by us', encoded, recorded),
  ],
  specimen: makeLogs,
})

function readLog(text: string): LoggedHistogram[] {
  const reader = new HistogramLogReader(text)
  const all: LoggedHistogram[] = []
  for (let next = reader.nextIntervalHistogram(); next; next = reader.nextIntervalHistogram()) all.push(next)
  return all
}

function sumUp(intervals: readonly LoggedHistogram[]): Read {
  const sum = summed(intervals)
  return { intervals: intervals.length, samples: sum.totalCount, p999: sum.getValueAtPercentile(99.9) }
}

function summed([first, ...others]: readonly LoggedHistogram[]): LoggedHistogram {
  if (first === undefined) throw new Error('Cannot add up a log as it must have an interval')
  for (const other of others) first.add(other)
  return first
}

/** The bucket of the percentile is about a thousandth wide. */
const lowerEdge = (intervals: readonly LoggedHistogram[]): number => Math.floor(sumUp(intervals).p999 * 0.999)

const averaged = (intervals: readonly LoggedHistogram[]): number =>
  intervals.reduce((sum, one) => sum + one.getValueAtPercentile(99.9), 0) / intervals.length

function makeLogs(): Logs {
  const random = randomStream('hdr-log', 'values')
  const recorder = new SeriesRecorder('websocket.latency', { window: { fromUs: 0, toUs: 5e6 } })
  const ownSamples = 5000
  const histogram = new Histogram()
  for (let i = 0; i < ownSamples; i++) {
    const us = Math.round(random.lognormal(3000, 2))
    recorder.record((i / ownSamples) * 5e6, us)
    histogram.record(us)
  }
  const parts = histogram.toParts()
  return {
    foreign: writeHdrLog(foreignIntervals()),
    own: renderHlog({ callstorm: '0', startedAt: '2026-01-01T00:00:00.000Z' }, mergeSeries([recorder.read()])),
    ownSamples,
    recorded: list([...parts.buckets].map((bucket, i) => [bucket, parts.counts[i] ?? 0])),
    encoded: list([...readCounts(encodeHistogram(parts))].filter(([, count]) => count > 0)),
  }
}

const list = (counts: readonly (readonly [number, number])[]): string => counts.map(([bucket, count]) => `${bucket}:${count}`).join(' ')

/** Latencies of milliseconds, a few around the 99.9th percentile in one known bucket, and a few above it. */
function foreignIntervals(): LoggedInterval[] {
  const random = randomStream('hdr-log', 'foreign')
  const [around, above] = [20, 41]
  const intervals = Array.from({ length: INTERVALS }, (_, i) => ({ atSeconds: 0.127 + i, seconds: 1, counts: new Map<number, number>() }))
  for (let i = 0; i < SAMPLES; i++) {
    const rest = SAMPLES - i
    const value = rest <= above ? 2e9 + rest * 1e7 : rest <= above + around ? P999 - rest * 1000 : Math.round(1e6 * (1 + 50 * random.uniform()))
    const { counts } = intervals[i % INTERVALS] ?? { counts: new Map<number, number>() }
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return intervals
}
