import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { Capabilities } from '../model/scenario.ts'
import type { TargetKind } from './profile-schema.ts'
import type { Endpoints } from './wiring.ts'

/** An implementation under test while it runs. Disposing it stops it. */
export interface StartedTarget extends AsyncDisposable {
  readonly name: string
  readonly kind: TargetKind
  readonly description: string
  readonly capabilities: Capabilities
  readonly endpoints: Endpoints
  /** Process on this machine whose usage is the bridge's, where there is one. */
  readonly pid: number | undefined
  /** File with what it printed, where we could capture it. */
  readonly logPath: string | undefined
  /** The last lines that it printed, control characters made visible. */
  logTail(): readonly string[]
  /** How many secrets of the wiring it printed: they are hidden in the log. */
  leakedSecrets(): number
  /** Steps its wall clock to so many seconds from ours, where the wiring asked for a clock that can be stepped. */
  stepClock?(seconds: number): void
  /** Settles when it has ended, whoever ended it; for an external one, when we let go of it. Never rejects. */
  readonly exited: Promise<TargetExit>
  /** Asks it to end, kills it after the profile's `stop.within`, and tells how it went. */
  stop(): Promise<TargetExit>
}

/** How a bridge ended. A container reports a signal as code 128 + n. */
export interface TargetExit {
  readonly code: number | null
  readonly signal: string | null
  /** Whether we had asked it to. */
  readonly expected: boolean
  /** `itself` when it ended unasked; `released` for an external one, that goes on. */
  readonly how: 'itself' | 'gracefully' | 'killed' | 'released'
}

export interface StartOptions {
  /** File for what the bridge prints. */
  readonly logPath: string
  /** Where everything that is started is noted before it can be forgotten. */
  readonly notes: RunNotes
  /**
   * Whether what the profile wants to be made before the start, an image included, was made already by an earlier start.
   * @default false
   */
  readonly prepared?: boolean
  /** Gives up starting. It does not stop a started bridge. */
  readonly signal?: AbortSignal
}

/** In words: `with code 1`, `by SIGKILL`. */
export function describeExit({ code, signal }: Pick<TargetExit, 'code' | 'signal'>): string {
  return signal === null ? `with code ${code}` : `by ${signal}`
}
