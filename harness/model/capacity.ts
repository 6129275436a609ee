import type { Workload } from '../../simulators/traffic/workload.ts'
import type { EnvironmentRecord, ObjectiveResult, TargetRecord } from './run-record.ts'
import type { Verdict } from './verdict.ts'

/** What one probe of a capacity search read: a short run at one rate. */
export interface ProbeReading {
  /** Why its instrument proves nothing, in sentences; empty when it is sound. */
  readonly voidBecause: readonly string[]
  /** Share of the offered deliveries that had come when the window ended, at most 1. */
  readonly attainment: number
  readonly objectives: readonly Pick<ObjectiveResult, 'text' | 'status' | 'measured' | 'note'>[]
  /** What the bridge failed at beyond any objective, in sentences. */
  readonly facts: readonly string[]
  /** Percentiles by latency series, whole microseconds. */
  readonly latencies: Readonly<
    Record<string, { readonly p50Us: number; readonly p99Us: number; readonly p999Us: number }>
  >
  /** Events per second over all sources, and calls, in the measured window. */
  readonly eventsPerSecond: number
  readonly callsPerSecond: number
}

/** `void`: the instrument was sick. `undecided`: too little was measured. Neither is for or against the bridge. */
export type ProbeOutcome = 'pass' | 'fail' | 'void' | 'undecided'

export interface CapacityProbe extends ProbeReading {
  /** Calls per second asked for. */
  readonly rate: number
  /** Measured window. */
  readonly seconds: number
  readonly purpose: 'search' | 'verify'
  readonly outcome: ProbeOutcome
}

/** Highest rate known to pass, lowest known not to; 0 and undefined while there is none. */
export interface Bracket {
  readonly low: number
  readonly high: number | undefined
}

export type CapacityAnswer =
  /** Verified at this rate; at `bracket.high` the bridge fails. */
  | { readonly kind: 'found'; readonly rate: number; readonly bracket: Bracket }
  /** Verified at this rate, but what stopped the search above it was not the bridge. */
  | { readonly kind: 'at-least'; readonly rate: number; readonly bracket: Bracket; readonly because: string }
  /** The bridge fails even at the lowest rate that was to be tried. */
  | { readonly kind: 'none'; readonly bracket: Bracket; readonly because: string }
  | { readonly kind: 'unknown'; readonly bracket: Bracket; readonly because: string }

/** Traffic at a rate in units that telephony people plan with. */
export interface TelephonyFigures {
  readonly callsPerSecond: number
  /** Busy-hour call attempts. */
  readonly busyHourCallAttempts: number
  /** Calls at the same time at the mean duration, by Little's law. */
  readonly concurrentCalls: number
  readonly meanCallSeconds: number
  readonly eventsPerSecond: number
  readonly registrationsPerSecond: number
  /** Endpoints whose refreshes make that many registrations. */
  readonly registeredEndpoints: number
  readonly expirySeconds: number
  readonly subscribers: number
}

/** One search at one size: see `CapacityRecord`. */
export interface CapacitySearchRecord {
  readonly workload: Workload
  readonly answer: CapacityAnswer
  readonly figures: TelephonyFigures | undefined
  readonly probes: readonly CapacityProbe[]
}

/** How throughput grows with a size, by the Universal Scalability Law. */
export interface ScalingRecord {
  readonly over: 'subscribers'
  /** Deliveries per second at each size measured. */
  readonly points: readonly { readonly size: number; readonly throughput: number }[]
  readonly law: { readonly lambda: number; readonly sigma: number; readonly kappa: number }
  readonly predictions: readonly {
    readonly size: number
    readonly throughput: number
    readonly interval: readonly [low: number, high: number]
    readonly trust: 'good' | 'warn' | 'refused'
  }[]
}

/** Everything about one capacity search. It is plain JSON: `capacity.json` holds exactly this. */
export interface CapacityRecord {
  readonly schema: 'callstorm.capacity/1'
  readonly callstorm: string
  readonly scenario: { readonly id: string; readonly title: string; readonly proves: string }
  readonly startedAt: string
  readonly endedAt: string
  readonly command: string
  readonly target: Pick<TargetRecord, 'profile' | 'kind' | 'description'>
  readonly environment: EnvironmentRecord
  readonly objectives: readonly string[]
  /** Whether certainty was traded for time. */
  readonly quick: boolean
  readonly verdict: Verdict
  /** One for each size asked for; one when none was. */
  readonly searches: readonly CapacitySearchRecord[]
  readonly scaling: ScalingRecord | undefined
}
