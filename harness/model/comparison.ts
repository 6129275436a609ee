import type { DeliveryCounts, ObjectiveLimit, ObjectiveResult, SeriesRecord } from './run-record.ts'
import type { RunStatus } from './verdict.ts'

/** Runs put over each other. It is plain JSON: `comparison.json` holds exactly this. Latencies are microseconds. */
export interface ComparisonRecord {
  readonly schema: 'callstorm.comparison/1'
  readonly callstorm: string
  readonly madeAt: string
  /** The command line that compares the same runs again. */
  readonly command: string
  readonly conclusion: Conclusion
  /** In the order of the command line; the first is the base that all others are held against. */
  readonly sides: readonly ComparedSide[]
  /** Every condition that is not the same on all sides. */
  readonly differences: readonly ConditionDifference[]
  readonly objectives: readonly ComparedObjective[]
  readonly latencies: readonly ComparedLatency[]
  readonly series: readonly ComparedSeries[]
  /** How far the statistics of these runs reach, in a sentence for everyone who reads the figures. */
  readonly reach: string
}

/** What may be concluded from the comparison as a whole. */
export interface Conclusion {
  /**
   * `compared`: nothing that objectives are about was shown to be worse. `worse`: several runs of each side show it.
   * `incomparable`: a change need not come from what ran, so no change is judged.
   */
  readonly kind: 'compared' | 'worse' | 'incomparable'
  /** Why; with `compared` what stands out without being a proof, so that nobody overlooks it. */
  readonly reasons: readonly string[]
}

/** One or several runs of the same thing. */
export interface ComparedSide {
  /** Short and unique among the sides. */
  readonly name: string
  /** Where its records were loaded from, as on the command line. */
  readonly path: string
  readonly profile: string
  readonly runs: readonly ComparedRun[]
  /** Sums over its runs. */
  readonly emitted: number
  readonly deliveries: DeliveryCounts
}

export interface ComparedRun {
  readonly runId: string
  readonly startedAt: string
  readonly status: RunStatus
}

/** A condition that differs, with a text for each side; sides that cannot be told apart have the same text. */
export interface ConditionDifference {
  readonly name: string
  readonly values: readonly string[]
  /** Whether a change of figures may come from it instead of from what ran. */
  readonly breaks: boolean
}

export interface ComparedObjective {
  /** As written in the scenario. */
  readonly text: string
  /** Where the limit stands in the latency picture. */
  readonly limit?: ObjectiveLimit
  /** For each side the result of each of its runs; empty where its runs had no such objective. */
  readonly sides: readonly (readonly Pick<ObjectiveResult, 'status' | 'measured' | 'margin'>[])[]
}

/** A percentile of a series, side by side. */
export interface ComparedLatency {
  /** As objectives name it: `websocket.latency.p99`. */
  readonly metric: string
  /** Whether an objective of any run is about it. */
  readonly asserted: boolean
  /** Of all runs of each side together; undefined with too few samples to know it. */
  readonly sides: readonly (LatencyValue | undefined)[]
  /** Against the base, one for each further side. */
  readonly changes: readonly LatencyChange[]
}

export interface LatencyValue {
  readonly us: number
  /** Where it lies 19 times in 20 as far as the noise within the runs goes; absent with too few blocks to tell. */
  readonly interval?: { readonly lowUs: number; readonly highUs: number }
}

/** Shifts are natural logarithms of a side over the base: above 0 it is slower; 0.0953 is 10 %. */
export type LatencyChange =
  | {
      readonly kind: 'blocks'
      /** `apart`: more than the noise within the runs. What differs from run to run of one build is not in it. */
      readonly status: 'apart' | 'overlapping'
      readonly shift: number
      readonly low: number
      readonly high: number
    }
  | {
      readonly kind: 'runs'
      readonly status: 'worse' | 'better' | 'not shown'
      /** Hodges-Lehmann estimate over the runs. */
      readonly shift: number
      /** Two-sided, and the same adjusted for the number of latencies (Holm). */
      readonly p: number
      readonly adjustedP: number
      readonly test: 'signed rank' | 'rank sum'
    }
  /** Why there is no claim; the bare change where both sides have a value. */
  | { readonly kind: 'none'; readonly shift: number | undefined; readonly because: string }

/** The curves of one series, for each side; undefined where a side has no sample. */
export interface ComparedSeries {
  readonly name: string
  readonly title: string
  readonly diagnostic: boolean
  readonly sides: readonly (SeriesCurve | undefined)[]
}

/** What a percentile curve is drawn from: all runs of a side merged, never averaged. */
export type SeriesCurve = Pick<
  SeriesRecord,
  'count' | 'minUs' | 'maxUs' | 'sumUs' | 'quantiles' | 'distribution'
>
