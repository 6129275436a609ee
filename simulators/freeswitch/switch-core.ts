import type { ApiRegistry } from './apis/api.ts'
import type { FsEvent, FsHeader } from './codec/event.ts'
import type { CallSite } from './events/base-headers.ts'
import type { EventTypeName } from './events/event-types.ts'
import type { OutgoingEvent } from './events/outgoing.ts'
import type { LogLine } from './log.ts'
import type { PlannedLegs } from './planned-legs.ts'
import type { SwitchBus } from './bus.ts'
import type { Sessions } from './switch-sessions.ts'
import type { SwitchTables } from './switch-tables.ts'

/** Timers as a switch uses them, so that a test can run its own. */
export interface Timers {
  /** Runs a callback once after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}

/** What a connection is to the switch. */
export interface SwitchListener {
  /** Takes an event if it is subscribed; returns whether it did. */
  offer(event: OutgoingEvent): boolean
  offerLog(line: LogLine, frame: string): void
  readonly hasEvents: boolean
  flush(): void
  /** Writes a disconnect-notice with this body and closes. */
  disconnect(notice: string): void
}

/** One node with all that commands and APIs need of it. */
export interface SwitchCore extends SwitchBus {
  readonly apis: ApiRegistry
  /** Global variables. */
  readonly globals: Map<string, string>
  /** Subclasses that modules have reserved: what `event ALL` knows of. */
  readonly subclasses: ReadonlySet<string>
  /** Calls; the channel model puts its own here. */
  sessions: Sessions
  /** Legs of the traffic; whoever makes traffic puts its own here. */
  planned: PlannedLegs
  /** Rows that `show` and the figures that `status` report. */
  tables: SwitchTables
  /** Highest level that is logged at all. */
  logLevel: number
  readonly timers: Timers
  /** Unix time in whole microseconds. */
  epochUs(): number
  uptimeUs(): number
  createUuid(): string
  /** The base headers of an event made now, with the next sequence. */
  baseHeaders(name: EventTypeName, site: CallSite): FsHeader[]
  /** Fires an event made here. */
  fireEvent(event: FsEvent): void
  log(line: LogLine): void
  attach(listener: SwitchListener): () => void
  /** Hands the octets of all connections to their sockets. */
  flush(): void
  /** Fires SHUTDOWN and ends every connection. */
  shutdown(): void
  /** Ends every connection, as unloading the event socket module does. */
  disconnectAll(): void
}
