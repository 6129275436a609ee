import type { Milestone } from '../../traffic/identity.ts'
import type { FlowName } from '../../traffic/workload.ts'
import type { FsEvent } from '../codec/event.ts'

/**
 * A call flow of the switch: what happens on which leg, in the order and with the gaps of the recordings. Events of
 * one moment share one clock tick. A script does no arithmetic: every value that differs from call to call (ids,
 * times, numbers, durations) comes in as a string of `FlowValues`, so that a script can be run once with markers and
 * compiled into templates.
 */
export interface FlowScript {
  readonly name: FlowName
  /** Contract events of each leg in the order in which the script emits them; leg 0 is the A leg. */
  readonly legs: readonly (readonly Milestone[])[]
  /** The gap before each moment; the first is 0, as moment 0 is the arrival of the call. */
  readonly gaps: readonly FlowGap[]
  /** Runs the script and hands over each event in order. */
  run(values: FlowValues, emit: (event: ScriptedEvent) => void): void
}

/** A recorded gap in milliseconds, or one of the two delays that a mix draws for each call. */
export type FlowGap = number | 'answer-delay' | 'talk-time'

export interface ScriptedEvent {
  readonly event: FsEvent
  readonly leg: number
  readonly moment: number
  /** The contract event that a bridge makes of it. */
  readonly milestone: Milestone | undefined
  /** Sequence numbers that the server has used before it for events that it never fires. @default 0 */
  readonly skipped?: number
}

/** Everything that differs from call to call, by name, as binary strings. `flow-values.ts` says which names exist. */
export type FlowValues = Readonly<Record<string, string>>
