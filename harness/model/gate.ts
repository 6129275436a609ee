import type { RunStatus, Verdict } from './verdict.ts'
import type { EnvironmentRecord, ObjectiveResult } from './run-record.ts'

/** What rounds say of one metric. Shifts are natural logarithms of B over A: above 0 B is worse. */
export interface MetricComparison {
  readonly metric: string
  readonly status: 'pass' | 'fail' | 'open'
  /** Valid rounds. */
  readonly rounds: number
  /** Hodges-Lehmann estimate; 0.0953 is 10 % worse. */
  readonly shift: number
  /** Chance of such rounds when B is not worse, and the same adjusted for the number of metrics (Holm). */
  readonly p: number
  readonly adjustedP: number
  /** Chance of such rounds when B is worse by what must not be missed. */
  readonly pOfMissed: number
}

export interface AbDecision {
  /** `go-on` asks for more rounds. */
  readonly status: Exclude<RunStatus, 'aborted'> | 'go-on'
  readonly because: string
  readonly metrics: readonly MetricComparison[]
  readonly rounds: number
  /** Rounds that a void block took away. */
  readonly dropped: number
}

/** Values of one metric in one round, base units: a for the four A blocks together, b for the four of B. */
export interface RoundValues {
  readonly a: number
  readonly b: number
}

/** Eight blocks in the order A B B A B A A B. */
export interface RoundRecord {
  /** Why it does not count, in sentences; empty when it does. */
  readonly voidBecause: readonly string[]
  readonly values: Readonly<Record<string, RoundValues>>
}

/** A side-by-side comparison. It is plain JSON: `ab.json` holds exactly this. */
export interface AbRecord {
  readonly schema: 'callstorm.ab/1'
  readonly callstorm: string
  readonly scenario: { readonly id: string; readonly title: string }
  readonly startedAt: string
  readonly endedAt: string
  readonly command: string
  readonly environment: EnvironmentRecord
  readonly a: string
  readonly b: string
  readonly metrics: readonly string[]
  readonly rounds: readonly RoundRecord[]
  readonly decision: AbDecision
  readonly verdict: Verdict
}

/** A metric of a candidate against a stored baseline. */
export interface Regression {
  readonly metric: string
  readonly status: 'same' | 'worse' | 'unknown'
  /** Natural logarithm of candidate over baseline, median of all pairs of blocks; undefined where it is unknown. */
  readonly shift: number | undefined
  readonly p: number | undefined
  readonly note: string
}

/** What is told of a run that took part in a comparison. */
export interface ComparedRun {
  readonly runId: string
  readonly profile: string
  readonly startedAt: string
  readonly seed: string
  readonly status: RunStatus
}

/** What holding a candidate against a stored baseline found. */
export interface GateResult {
  readonly verdict: Verdict
  readonly objectives: readonly ObjectiveResult[]
  readonly regressions: readonly Regression[]
  /** What everyone must know who reads it. */
  readonly caveat: string
}

/** A candidate against its objectives and a stored baseline. It is plain JSON: `gate.json` holds exactly this. */
export interface GateRecord extends GateResult {
  readonly schema: 'callstorm.gate/1'
  readonly callstorm: string
  /** Of the candidate's first run. */
  readonly scenario: { readonly id: string; readonly title: string }
  readonly startedAt: string
  readonly endedAt: string
  readonly command: string
  /** Of the candidate's first run. */
  readonly environment: EnvironmentRecord
  readonly baseline: readonly ComparedRun[]
  readonly candidate: readonly ComparedRun[]
}
