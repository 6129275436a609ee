import type { EventFormat } from '../events/outgoing.ts'
import type { FaultyLink } from './faulty-link.ts'

/** When a fault strikes, on each connection that it concerns. Events are counted from 1. */
export type FaultTrigger =
  /** From the beginning of the connection. */
  | { readonly kind: 'start' }
  /** At this event. */
  | { readonly kind: 'event'; readonly number: number }
  /** At each event whose number is a multiple. */
  | { readonly kind: 'every'; readonly events: number }
  /** So long after the connection began. */
  | { readonly kind: 'after'; readonly ms: number }

/** What the number behind a fault's name means. */
export interface FaultParameter {
  readonly unit: 'duration' | 'octets' | 'count'
  readonly meaning: string
  /** Milliseconds, octets or a count. */
  readonly default: number
}

interface FaultBase {
  /** Kebab-case, unique, never reused. */
  readonly name: string
  /** One line: what the client gets to see. */
  readonly effect: string
  readonly parameter?: FaultParameter
  readonly trigger: FaultTrigger
  /** How many connections it concerns, the first ones, unless told otherwise. */
  readonly connections: number
}

/** Strikes the connection itself; at an event, right behind it. */
export interface LinkFault extends FaultBase {
  readonly kind: 'link'
  strike(link: FaultyLink, value: number): void
}

/** Changes what is written for an event. */
export interface EventFault extends FaultBase {
  readonly kind: 'event'
  /** How many events it changes, from the one that it strikes on. */
  readonly span: number
  /** Begins on one connection; what is returned is called with each frame that it strikes. */
  start(value: number, connection: FaultyConnection): (frame: EventFrame) => readonly string[]
}

/** Turns the client away at the door. */
export interface DoorFault extends FaultBase {
  readonly kind: 'door'
  readonly refuses: 'address' | 'password'
}

export type FaultDefinition = LinkFault | EventFault | DoorFault

/** A fault with its settings. */
export interface Fault {
  readonly definition: FaultDefinition
  readonly value: number
  readonly trigger: FaultTrigger
  readonly connections: number
}

/** The rendered frame of one event. */
export interface EventFrame {
  readonly format: EventFormat
  /** Text of the event: the frame without its outer header. Binary string. */
  readonly text: string
  /** The complete frame as the server would write it. */
  readonly octets: string
}

/** What an event fault can do beyond its frame. */
export interface FaultyConnection {
  /** Ends the connection behind the frame. */
  finish(): void
  /** Runs a callback later, unless the connection has ended by then; the returned function cancels it. */
  later(ms: number, run: () => void): () => void
  /** Writes octets between two frames. */
  write(octets: string): void
}

/** Connections without a limit. */
export const ALL_CONNECTIONS = Infinity
/** The first event of a connection. */
export const FIRST_EVENT: FaultTrigger = { kind: 'event', number: 1 }
