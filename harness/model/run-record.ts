import type { Segment, Workload } from '../../simulators/traffic/workload.ts'
import type { Capabilities } from './scenario.ts'
import type { RunStatus, Verdict } from './verdict.ts'

/**
 * Everything that a report needs about one run. It is plain JSON: `run.json` holds exactly this. Latencies and
 * histogram values are whole microseconds; times of day are ISO 8601; `at` is seconds since the start of the run.
 */
export interface RunRecord {
  readonly schema: 'callstorm.run/1'
  readonly callstorm: string
  readonly scenario: { readonly id: string; readonly title: string; readonly proves: string }
  readonly startedAt: string
  readonly endedAt: string
  /** The command line that repeats the run, seed included. */
  readonly command: string
  /** Hexadecimal id that every identifier of the run carries. */
  readonly runId: string
  /** What the record was merged from. @default it is of one run */
  readonly mergedFrom?: MergedFrom
  readonly workload: Workload
  readonly target: TargetRecord
  readonly environment: EnvironmentRecord
  readonly verdict: Verdict
  readonly objectives: readonly ObjectiveResult[]
  readonly series: readonly SeriesRecord[]
  readonly ledger: LedgerRecord
  /** Sums over the whole run, warm-up included, by counter name. */
  readonly counters: Readonly<Record<string, number>>
  readonly timeline: readonly TimelinePoint[]
  readonly marks: readonly Mark[]
  readonly health: readonly HealthSignal[]
  readonly usage: readonly UsageSample[]
}

/** Runs whose figures a record adds up. */
export interface MergedFrom {
  /** `segments` ran at the same time, each with a part of the traffic; `repeats` one after the other, each with the whole. */
  readonly kind: 'segments' | 'repeats'
  readonly runs: readonly {
    readonly runId: string
    readonly startedAt: string
    readonly seed: string
    readonly status: RunStatus
    /** Where it was a part of a run. */
    readonly segment?: Segment
  }[]
}

/** What ran against us. */
export interface TargetRecord {
  readonly profile: string
  readonly kind: 'process' | 'container' | 'external'
  readonly description: string
  readonly capabilities: Capabilities
  /** How the bridge ended, where we could see it: undefined for an external one. */
  readonly exit: { readonly code: number | null; readonly signal: string | null; readonly expected: boolean } | undefined
  /** Path of the captured log, relative to the record. */
  readonly log: string | undefined
}

export interface EnvironmentRecord {
  readonly node: string
  readonly platform: string
  readonly cpu: string
  readonly cores: number
  readonly memoryBytes: number
}

export interface ObjectiveResult {
  /** As written in the scenario. */
  readonly text: string
  readonly status: 'met' | 'missed' | 'unknown'
  /** Measured value in the objective's own unit, as text with its unit: `12.4 ms`. */
  readonly measured: string
  /** Distance to the limit as a share of it, positive when met: 0.38 is 38 % of room. */
  readonly margin: number | undefined
  /** Why it is unknown, or how many samples it rests on. */
  readonly note: string
  /** Where the limit stands in the latency picture; absent when the objective is not about a percentile of a series. */
  readonly limit?: ObjectiveLimit
}

/** "This percentile of that series stays below so much." */
export interface ObjectiveLimit {
  readonly series: string
  /** 0 to 100; 100 is the maximum. */
  readonly percentile: number
  readonly us: number
}

/** One latency series, with its histogram in the one geometry of `harness/metrics`. */
export interface SeriesRecord {
  readonly name: string
  readonly title: string
  /** Diagnostic series stand in reports but may not carry an objective. */
  readonly diagnostic: boolean
  readonly count: number
  /** Values above the top of the range, counted at the top. */
  readonly overrange: number
  readonly minUs: number
  readonly maxUs: number
  readonly sumUs: number
  /** Standard deviation, 0 without samples: `.hgrm` files print it. */
  readonly stdDevUs: number
  /** The percentiles that people ask for, which the ladder below steps over; all 0 without samples. */
  readonly quantiles: {
    readonly p50Us: number
    readonly p90Us: number
    readonly p99Us: number
    readonly p999Us: number
    readonly p9999Us: number
  }
  /**
   * Value at each percentile (0 to 100) of the usual 1/(1-p) ladder, five ticks per half distance, with the count at
   * or below it; ends with the percentile 100. Empty without samples.
   */
  readonly distribution: readonly { readonly percentile: number; readonly valueUs: number; readonly count: number }[]
  /** The whole histogram, V2 compressed, base64. */
  readonly histogram: string
  /** The same per second (longer in runs above 15 minutes), for `.hlog`; intervals without a sample are left out. */
  readonly intervals: readonly IntervalRecord[]
}

export interface IntervalRecord {
  readonly at: number
  readonly seconds: number
  readonly maxUs: number
  readonly histogram: string
}

/** What was sent against what arrived, for one receiver. `expected = inTime + late + lost + unobserved` holds. */
export interface DeliveryCounts {
  readonly expected: number
  readonly inTime: number
  readonly late: number
  readonly lost: number
  /** Expected while this receiver was not listening: no claim either way. */
  readonly unobserved: number
  readonly duplicate: number
  readonly reordered: number
  readonly unexpected: number
}

export interface LedgerRecord {
  /** Contract events that sources emitted, and those that happened while no bridge was connected to hear them. */
  readonly emitted: number
  readonly unobservedAtSource: number
  readonly receivers: readonly ({ readonly name: string; readonly kind: 'websocket' | 'webhook' } & DeliveryCounts)[]
  readonly totals: DeliveryCounts
  /** Up to twenty examples of what went wrong, newest last. */
  readonly examples: readonly string[]
}

/** One second of the run. */
export interface TimelinePoint {
  readonly at: number
  readonly rates: Readonly<Record<string, number>>
  /** Percentiles of that second by series name; absent when it had no sample. */
  readonly latencies: Readonly<Record<string, { readonly p50Us: number; readonly p99Us: number; readonly maxUs: number }>>
}

/** A moment or phase worth drawing: warm-up, a fault, a drain. */
export interface Mark {
  readonly at: number
  readonly label: string
  /** A phase is drawn as a band as far as the next phase, a fault as a line or, with `until`, as a band. @default 'fault' */
  readonly kind?: 'phase' | 'fault'
  /** End of a fault that lasts, seconds since the start of the run. */
  readonly until?: number
}

export interface HealthSignal {
  readonly name: string
  readonly title: string
  readonly value: number
  readonly unit: string
  readonly warnAbove: number
  readonly voidAbove: number
  readonly status: 'ok' | 'warn' | 'void' | 'unknown'
  /** Who is to blame when it is not ok. */
  readonly blames: 'machine' | 'harness'
}

export interface UsageSample {
  readonly at: number
  readonly of: 'bridge' | 'harness'
  /** Share of one core, 1 is one whole core. */
  readonly cpu: number
  readonly rssBytes: number
  /** Open files and sockets; undefined when they are not ours to count. */
  readonly descriptors: number | undefined
}
