import type { EventFilters } from '../listener-filters.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { FsEvent } from '../codec/event.ts'
import type { HeaderStore } from '../codec/header-store.ts'
import type { Session } from '../switch-sessions.ts'
import type { SocketUser, UserLimits } from '../listener-users.ts'
import type { Subscriptions } from '../listener-subscriptions.ts'
import type { SwitchCore } from '../switch-core.ts'

/** Who may use a command; for anybody else it is not found. */
export type CommandAccess =
  | 'anyone'
  | 'unauthenticated'
  | 'authenticated'
  /** Only a connection that controls a call. */
  | 'session'
  /** Such a connection, or one whose command is followed by a blank and names a call. */
  | 'session-or-uuid'

export interface Command {
  /** Lower case; compared without case, and anything may follow it. */
  readonly prefix: string
  readonly access: CommandAccess
  run(call: CommandCall): CommandResult | Promise<CommandResult>
}

export interface CommandCall {
  readonly core: SwitchCore
  readonly listener: ListenerControl
  /** The packet: its `Command` header, the other headers, the body. Binary strings. */
  readonly event: HeaderStore
  /** First line of the packet. */
  readonly line: string
}

export interface CommandResult {
  readonly reply:
    /** A `command/reply` of this text. */
    | { readonly kind: 'text'; readonly text: string }
    /** Octets that are a frame already. */
    | { readonly kind: 'frame'; readonly frame: string }
    | { readonly kind: 'none' }
  /** Whether the connection ends behind the reply. */
  readonly ends?: boolean
  /** Runs when the reply has been written, such as the job of a `bgapi`. */
  readonly afterwards?: () => void
}

export function text(reply: string): CommandResult {
  return { reply: { kind: 'text', text: reply } }
}

/** How the switch has connected to a client of its own accord, because of a call. */
export interface OutboundMode {
  readonly session: Session
  /** Whether messages of the client are queued rather than carried out before their reply. */
  readonly isAsync: boolean
  /** Whether all commands may be used. */
  readonly isFull: boolean
  /** Whether the call has been told to end. */
  isDown(): boolean
  /** The client has sent `connect`. */
  onConnect(): void
  carryOut(message: FsEvent): Promise<void>
}

/** The settings of the connection that commands read and change. */
export interface ListenerControl {
  /** Undefined for a client that has connected by itself. */
  readonly outbound: OutboundMode | undefined
  readonly password: string
  readonly users: readonly SocketUser[]
  authenticated: boolean
  /** Restrictions of a `userauth` user. */
  limits: UserLimits | undefined
  format: EventFormat
  readonly subscriptions: Subscriptions
  readonly filters: EventFilters
  /** Set by `myevents`, for the life of the connection. */
  restricted: boolean
  /** Highest level of log lines to deliver; undefined without logging. */
  logLevel: number | undefined
  readonly session: Session | undefined
  /** Sets how many seconds to stay after the end of the call, -1 without limit; undefined does not linger. */
  linger(seconds: number | undefined): void
  /** Takes control of a call: the connection ends with it. */
  control(session: Session): void
  /** Queues an event of the controlled session, whatever is subscribed. */
  divert(event: FsEvent): void
  dropEvents(): void
  dropLogs(): void
  /** Keeps the connection from closing until a job has ended. */
  holdOpen(job: Promise<void>): void
}
