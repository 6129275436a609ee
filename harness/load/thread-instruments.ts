import type { Instruments, SourceCounter, SourceSeries } from '../../simulators/traffic/journal.ts'
import { type IntervalData, SeriesRecorder, type MeasuredWindow, type SeriesData } from '../metrics/series-recorder.ts'
import type { SeriesName } from '../model/metric.ts'

/** Things that probes count. */
export type ProbeCounter = 'subscribers.reconnected' | 'subscribers.refused'

/** The series recorders and counters of one thread. */
export interface ThreadInstruments extends Instruments {
  count(counter: SourceCounter | ProbeCounter, by?: number): void
  /** The recorder of a series; made at its first use. */
  series(name: SeriesName): SeriesRecorder
  readonly counters: Readonly<ThreadCounters>
  /** Intervals of each series that are over and were not handed out yet. */
  fresh(): readonly FreshIntervals[]
  read(): readonly SeriesData[]
}

export type ThreadCounters = Partial<Record<SourceCounter | ProbeCounter, number>>

/** What one thread recorded of one series since it was asked last. */
export interface FreshIntervals {
  readonly name: string
  readonly intervals: readonly IntervalData[]
}

export function createThreadInstruments(window: MeasuredWindow): ThreadInstruments {
  const recorders = new Map<SeriesName, SeriesRecorder>()
  const counters: ThreadCounters = {}
  const series = (name: SeriesName): SeriesRecorder => {
    const known = recorders.get(name)
    if (known) return known
    const recorder = new SeriesRecorder(name, { window })
    recorders.set(name, recorder)
    return recorder
  }
  const ofSource = (name: SourceSeries): SeriesRecorder => series(name)
  return {
    series,
    counters,
    latency: (name, intendedUs, valueUs) => ofSource(name).record(intendedUs, valueUs),
    count: (counter, by = 1) => {
      counters[counter] = (counters[counter] ?? 0) + by
    },
    fresh: () =>
      [...recorders].flatMap(([name, recorder]) => {
        const intervals = recorder.fresh()
        return intervals.length === 0 ? [] : [{ name, intervals }]
      }),
    read: () => [...recorders.values()].map((recorder) => recorder.read()),
  }
}
