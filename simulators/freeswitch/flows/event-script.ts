import type { Milestone } from '../../traffic/identity.ts'
import type { FsHeader } from '../codec/event.ts'
import { baseHeaders, type CallSite } from '../events/base-headers.ts'
import { type EventTypeName, eventType } from '../events/event-types.ts'
import type { FlowValues, ScriptedEvent } from './flow-script.ts'
import { valueOf } from './leg-values.ts'
import { createScriptStage } from './script-stage.ts'

/** Things that happen on a switch without a call. */
export type EventScriptName =
  | 'heartbeat'
  | 'register'
  | 'register-refresh'
  | 'register-refused'
  | 'unregister'
  | 'registration-expired'
  | 'message-received'
  | 'message-undeliverable'
  | 'message-sent'

/** What the switch tells of one such thing: events of one moment, `m0`. Like a flow script it does no arithmetic. */
export interface EventScript {
  readonly name: string
  /** Contract events in the order in which the script emits them. */
  readonly milestones: readonly Milestone[]
  /** Runs the script and hands over each event in order; they all are of leg 0 and moment 0. */
  run(values: FlowValues, emit: (event: ScriptedEvent) => void): void
}

/** One event as a script writes it down. */
export interface PlainEvent {
  readonly name: EventTypeName
  readonly subclass?: string
  readonly site: CallSite
  /** Headers behind the base block. */
  readonly headers: readonly FsHeader[]
  /** Headers before it: an event that a client sent. */
  readonly leading?: readonly FsHeader[]
  readonly body?: string
}

export interface EventDefinition extends Omit<EventScript, 'run'> {
  /** The events, given a way to ask for a value by its name. */
  readonly events: (value: (name: string) => string) => readonly PlainEvent[]
}

export function defineEvents({ events, ...script }: EventDefinition): EventScript {
  return {
    ...script,
    run(values, emit) {
      const stage = createScriptStage(values, emit)
      for (const { name, subclass, site, headers, leading = [], body } of events((key) => valueOf(values, key))) {
        const base = baseHeaders(stage.identity, name, stage.nextSequence(), stage.now(), site)
        stage.emit({ type: eventType(name), subclass, headers: [...leading, ...base, ...headers], body }, undefined)
      }
    },
  }
}
