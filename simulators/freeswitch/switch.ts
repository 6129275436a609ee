import { randomUUID } from 'node:crypto'
import { baseHeaders, stampOf } from './events/base-headers.ts'
import { createApiRegistry } from './apis/api.ts'
import { eventType } from './events/event-types.ts'
import { formatLogLine, LOG_DEBUG, logFrame } from './log.ts'
import { NO_PLANNED_LEGS } from './planned-legs.ts'
import { NO_SESSIONS } from './switch-sessions.ts'
import { EMPTY_TABLES } from './switch-tables.ts'
import { builtInApis } from './apis/apis.ts'
import { RESERVED_SUBCLASSES } from './switch-subclasses.ts'
import { shutdownEvents } from './switch-shutdown.ts'
import { toOutgoing } from './codec/fs-outgoing.ts'
import type { Sessions } from './switch-sessions.ts'
import type { SwitchCore, SwitchListener, Timers } from './switch-core.ts'
import type { SwitchIdentity } from './bus.ts'
import type { SwitchTables } from './switch-tables.ts'

export interface SwitchOptions {
  readonly identity: SwitchIdentity
  /** Unix time in whole microseconds. @default the wall clock */
  readonly epochUs?: () => number
  /** @default the timers of Node */
  readonly timers?: Timers
  /** @default random uuids */
  readonly createUuid?: () => string
  /** Global variables at the start. */
  readonly globals?: Readonly<Record<string, string>>
  readonly sessions?: Sessions
  readonly tables?: SwitchTables
  /** Last sequence that is taken already. @default 0 */
  readonly sequence?: number
}

/** Body of the notice when the module is unloaded or the switch shuts down. */
const SHUTDOWN_NOTICE = 'The system is being shut down.\n'
const SHUTDOWN_SITE = { file: 'switch_core.c', function: 'switch_core_destroy', line: 3033 }

export const NODE_TIMERS: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** One node: takes events from their makers and gives them to its connections. Nothing is shared between nodes. */
export function createSwitch(options: SwitchOptions): SwitchCore {
  const { identity, epochUs = () => Date.now() * 1000, timers = NODE_TIMERS, createUuid = randomUUID } = options
  const startedUs = epochUs()
  let sequence = options.sequence ?? 0
  /** Newest first, which is the order of delivery. */
  let listeners: readonly SwitchListener[] = []

  const core: SwitchCore = {
    identity,
    apis: createApiRegistry(builtInApis()),
    globals: new Map(Object.entries(options.globals ?? {})),
    subclasses: new Set(RESERVED_SUBCLASSES),
    sessions: options.sessions ?? NO_SESSIONS,
    planned: NO_PLANNED_LEGS,
    tables: options.tables ?? EMPTY_TABLES,
    logLevel: LOG_DEBUG,
    timers,
    epochUs,
    createUuid,
    uptimeUs: () => epochUs() - startedUs,
    nextSequence: () => ++sequence,
    baseHeaders: (name, site) => baseHeaders(identity, name, String(++sequence), stampOf(epochUs()), site),
    get hasAudience() {
      return listeners.some((listener) => listener.hasEvents)
    },
    fire(event) {
      let takers = 0
      for (const listener of listeners) if (listener.offer(event)) takers++
      return takers
    },
    fireEvent: (event) => void core.fire(toOutgoing(event)),
    log(line) {
      if (line.level > core.logLevel || listeners.length === 0) return
      const frame = logFrame(line, formatLogLine(line, epochUs(), core.tables.figures.idleCpu))
      for (const listener of listeners) listener.offerLog(line, frame)
    },
    attach(listener) {
      listeners = [listener, ...listeners]
      return () => {
        listeners = listeners.filter((other) => other !== listener)
      }
    },
    flush() {
      for (const listener of listeners) listener.flush()
    },
    shutdown() {
      const headers = [...core.baseHeaders('SHUTDOWN', SHUTDOWN_SITE), ['Event-Info', 'System Shutting Down'] as const]
      core.fireEvent({ type: eventType('SHUTDOWN'), subclass: undefined, headers, body: undefined })
      for (const event of shutdownEvents(core)) core.fireEvent(event)
      core.disconnectAll()
    },
    disconnectAll() {
      for (const listener of listeners) listener.disconnect(SHUTDOWN_NOTICE)
    },
  }
  return core
}
