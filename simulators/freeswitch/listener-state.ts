import { createFilters } from './listener-filters.ts'
import { createSubscriptions } from './listener-subscriptions.ts'
import type { FsEvent } from './codec/event.ts'
import type { ListenerControl, OutboundMode } from './commands/command.ts'
import type { OutgoingEvent } from './events/outgoing.ts'
import type { Session } from './switch-sessions.ts'
import type { SocketUser } from './listener-users.ts'

/** What commands may do to the connection beyond its settings. */
export interface ListenerActions {
  readonly dropEvents: () => void
  readonly dropLogs: () => void
  readonly divert: (event: FsEvent) => void
  readonly holdOpen: (job: Promise<void>) => void
  readonly onLinger: (seconds: number | undefined) => void
  /** The call that the connection controls has ended. */
  readonly onCallEnd: () => void
}

export interface ListenerState extends ListenerControl {
  /** Undefined does not linger. */
  readonly lingerSeconds: number | undefined
  /** Whether an event is to be delivered: subscription, then filters, then the restriction of `myevents`. */
  wants(event: OutgoingEvent): boolean
  /** Lets go of the controlled call. */
  release(): void
}

export function createListenerState(
  credentials: {
    readonly password: string
    readonly users: readonly SocketUser[]
    readonly outbound?: OutboundMode | undefined
  },
  actions: ListenerActions,
): ListenerState {
  const subscriptions = createSubscriptions()
  const filters = createFilters()
  let session: Session | undefined
  let lingerSeconds: number | undefined
  let forget = (): void => undefined

  const isOwn = (event: OutgoingEvent): boolean => {
    if (session !== undefined && event.header('Job-Owner-UUID') === session.uuid) return true
    const uuid = event.header('Unique-ID')
    return uuid !== undefined && (session === undefined || uuid === session.uuid)
  }

  const state: ListenerState = {
    password: credentials.password,
    users: credentials.users,
    outbound: credentials.outbound,
    authenticated: false,
    limits: undefined,
    format: 'plain',
    subscriptions,
    filters,
    restricted: false,
    logLevel: undefined,
    get lingerSeconds() {
      return lingerSeconds
    },
    linger(seconds) {
      lingerSeconds = seconds
      actions.onLinger(seconds)
    },
    get session() {
      return session
    },
    control(controlled) {
      session = controlled
      forget = controlled.onEnd(actions.onCallEnd)
    },
    divert: actions.divert,
    dropEvents: actions.dropEvents,
    dropLogs: actions.dropLogs,
    holdOpen: actions.holdOpen,
    wants(event) {
      if (!subscriptions.active || !subscriptions.accepts(event.type, event.subclass)) return false
      return filters.passes(event) && (!state.restricted || isOwn(event))
    },
    release() {
      forget()
      session?.divert(undefined)
    },
  }
  return state
}
