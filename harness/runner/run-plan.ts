import type { ClockMode, RecordedTrace } from '../../simulators/freeswitch/index.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { PacerKind } from '../load/protocol.ts'
import type { ProgressSnapshot, RunPhase } from '../model/progress.ts'
import type { Scenario } from '../model/scenario.ts'
import type { LoadedProfile } from '../target/profile.ts'

/** One run, completely decided. */
export interface RunPlan {
  readonly scenario: Scenario
  readonly workload: Workload
  /** Events of the workload's trace. */
  readonly trace?: RecordedTrace | undefined
  readonly objectives: readonly string[]
  readonly profile: LoadedProfile
  readonly clockMode: ClockMode
  /** Threads that make and watch the traffic. @default by the cores */
  readonly workers?: number | undefined
  /** @default 'thread' */
  readonly pacer?: PacerKind | undefined
  /** When the traffic starts, Unix milliseconds: the same for all segments of a run. @default as soon as it can */
  readonly startAtMs?: number | undefined
  /** Asked when the bridge is ready, in place of `startAtMs`: runs that go on side by side agree on a start by it. */
  readonly agreeOnStart?: () => Promise<number>
  /** Version of callstorm and the command line that repeats the run. */
  readonly version: string
  readonly command: string
  /** File for what the bridge prints, and its path relative to the record. */
  readonly logPath: string
  readonly logName: string
  readonly notes: RunNotes
  /** Ends the run early; what was measured until then is still reported. */
  readonly signal: AbortSignal
  /** Told once a second while traffic goes on. */
  readonly onProgress: (snapshot: ProgressSnapshot) => void
  /** Told as each phase begins, however short it is; a run without warm-up has none. */
  readonly onPhase?: (phase: RunPhase) => void
}
