import type { RateName, SeriesName } from './metric.ts'
import type { DeliveryCounts, HealthSignal, UsageSample } from './run-record.ts'

/** What a run does, once its bridge is ready. */
export type RunPhase = 'warm-up' | 'measuring' | 'draining'

/** What a run tells about itself once a second while it goes on. */
export interface ProgressSnapshot {
  readonly phase: RunPhase
  /** Seconds since the start of the run. */
  readonly elapsedSeconds: number
  /** Planned length of the run, warm-up included and drain not. */
  readonly totalSeconds: number
  /** Means over the last second or so. */
  readonly rates: Readonly<Record<RateName, number>>
  /** Series that have samples, in the order of the registry. */
  readonly latencies: readonly LatencySoFar[]
  /** Deliveries known so far; what is under way is expected and counted nowhere else. */
  readonly deliveries: DeliveryCounts
  /** Signals of the instrument that can be read while it works. */
  readonly health: readonly HealthSignal[]
  /** The newest sample of each process that is watched. */
  readonly usage: readonly UsageSample[]
}

/** A second of a series; `at` is its start. */
export interface LatencySecond {
  readonly at: number
  readonly p50Us: number
  readonly p99Us: number
  readonly maxUs: number
}

/** A series over the measured part so far, in whole seconds: the last one comes with the next. */
export interface LatencySoFar {
  readonly name: SeriesName
  readonly title: string
  readonly diagnostic: boolean
  readonly count: number
  readonly p50Us: number
  readonly p99Us: number
  readonly maxUs: number
  /** The newest seconds that had a sample, oldest first: a second is told of again while threads may add to it. */
  readonly recent: readonly LatencySecond[]
}
