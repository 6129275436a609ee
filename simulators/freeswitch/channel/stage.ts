import type { SwitchIdentity } from '../bus.ts'
import type { FsEvent } from '../codec/event.ts'
import type { Channel } from './channel.ts'
import type { Moment, Span } from './moment.ts'

/** How far a call has come. */
export type Progress = 'ring' | 'pre_answer' | 'answer'

/** What channels act on: the node, its clock, and those who hear of what happens. */
export interface Stage {
  readonly identity: SwitchIdentity
  /** The moment that events and times of now carry. */
  now(): Moment
  /** The Event-Sequence of an event that is being created. */
  nextSequence(): string
  span(from: Moment, to: Moment): Span
  /** Hears that a channel has come so far, before its call state says so. */
  reached?(channel: Channel, what: Progress): void
  /** Takes an event; `channel` is the one that it is about. */
  emit(event: FsEvent, channel: Channel | undefined): void
}
