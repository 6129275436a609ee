import type { HangupCause } from './channel/hangup-cause.ts'
import type { FsHeader } from './codec/event.ts'

/** A leg of the traffic model: it follows its plan, and can be looked at and ended before that. */
export interface PlannedLeg {
  readonly uuid: string
  /** Channel block and variables as its last events had them. */
  headers(): readonly FsHeader[]
  variable(name: string): string | undefined
  /** Sets or unsets a variable for whoever asks for it; the events of the plan keep theirs. */
  setVariable(name: string, value: string | undefined): void
  /** Ends the call now: what its plan has for its end, with this cause. */
  kill(cause: HangupCause): void
  /** Runs a callback once, when the call has ended. The returned function takes it back. */
  onEnd(callback: () => void): () => void
}

/** The legs of the traffic model that are up. */
export interface PlannedLegs {
  locate(uuid: string): PlannedLeg | undefined
  /** All of them, oldest call first. */
  all(): readonly PlannedLeg[]
}

/** A switch without traffic. */
export const NO_PLANNED_LEGS: PlannedLegs = { locate: () => undefined, all: () => [] }
