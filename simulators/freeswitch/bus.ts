import type { OutgoingEvent } from './events/outgoing.ts'

/** What base headers say about the node; all binary strings. */
export interface SwitchIdentity {
  readonly coreUuid: string
  readonly hostname: string
  readonly switchname: string
  readonly ipv4: string
  readonly ipv6: string
}

/** What one node offers to those who make events on it: traffic, channels, commands. */
export interface SwitchBus {
  readonly identity: SwitchIdentity
  /** Takes the next Event-Sequence: at the *creation* of an event, so fired order and sequence may differ. */
  nextSequence(): number
  /**
   * Delivers an event to every listener that is subscribed and lets it pass its filters.
   * @returns how many listeners took it (written or queued)
   */
  fire(event: OutgoingEvent): number
  /** Whether any listener has subscribed to events at all: without one, what happens is unobserved. */
  readonly hasAudience: boolean
}
