import { callApis } from '../apis/call-apis.ts'
import { createApplicationRegistry } from '../applications/application.ts'
import { builtInApplications } from '../applications/applications.ts'
import { isEnding } from '../channel/channel-state.ts'
import { createLiveStage } from '../channel/live-stage.ts'
import { type Connect, connectTcp } from '../outbound/connect.ts'
import type { SwitchCore } from '../switch-core.ts'
import { callTables } from './call-tables.ts'
import type { Calls } from './calls.ts'
import { createConferences } from './conferences.ts'
import type { Dialplan } from './dialplan.ts'
import { executeOn } from './execute-on.ts'
import { EXTENSIONS } from './extensions.ts'
import { createFifos } from './fifos.ts'
import { hangUp, type Leg } from './leg.ts'
import { type Phones, PHONES } from './phone.ts'
import { createPlannedSession } from './planned-session.ts'
import { createSession } from './session.ts'
import { soundMs } from './sound-length.ts'
import { createValetLots } from './valet-lots.ts'

export interface CallsOptions {
  /** @default EXTENSIONS */
  readonly dialplan?: Dialplan
  /** @default PHONES */
  readonly phones?: Phones
  /** @default a TCP connection */
  readonly connect?: Connect
  /** @default soundMs */
  readonly soundMs?: (path: string) => number | undefined
  /** Sessions that the node had before. @default 0 */
  readonly sessionCount?: number
}

/** Tasks of calls are numbered apart from those of `sched_api`. */
const FIRST_TASK = 100_000

/** Gives a node live calls: its sessions, the API commands that act on them, and their rows in `show`. */
export function createCalls(core: SwitchCore, options: CallsOptions = {}): Calls {
  const legs = new Map<string, Leg>()
  const connections = new Set<Disposable>()
  let sessionCount = options.sessionCount ?? 0
  let taskCount = FIRST_TASK
  let peak = 0
  const calls: Calls = {
    core,
    stage: {
      ...createLiveStage(core, core.epochUs),
      reached(channel, what) {
        const leg = legs.get(channel.uuid)
        if (leg !== undefined) executeOn(leg, what)
      },
    },
    dialplan: options.dialplan ?? EXTENSIONS,
    applications: createApplicationRegistry(builtInApplications()),
    phones: options.phones ?? PHONES,
    connect: options.connect ?? connectTcp,
    soundMs: options.soundMs ?? soundMs,
    conferences: createConferences(),
    valetLots: createValetLots(),
    fifos: createFifos(),
    legs,
    get sessionCount() {
      return sessionCount
    },
    get peak() {
      return peak
    },
    nextSessionId: () => String(++sessionCount),
    nextTaskId: () => String(++taskCount),
    locate(id) {
      const leg = legs.get(id)
      return leg === undefined || isEnding(leg.channel.state) ? undefined : leg
    },
    add(leg) {
      legs.set(leg.channel.uuid, leg)
      peak = Math.max(peak, legs.size)
    },
    remove: (leg) => void legs.delete(leg.channel.uuid),
    keep(connection) {
      connections.add(connection)
      return () => void connections.delete(connection)
    },
    [Symbol.dispose]() {
      for (const leg of legs.values()) hangUp(leg, 'SYSTEM_SHUTDOWN')
      for (const connection of connections) connection[Symbol.dispose]()
    },
  }
  core.sessions = {
    locate(id) {
      const leg = calls.locate(id)
      if (leg !== undefined) return createSession(leg)
      const planned = core.planned.locate(id)
      return planned && createPlannedSession(planned)
    },
  }
  core.tables = callTables(calls, core.tables)
  core.apis.register(...callApis(calls))
  return calls
}
