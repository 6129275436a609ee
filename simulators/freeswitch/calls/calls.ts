import { createLiveStage } from '../channel/live-stage.ts'
import type { Stage } from '../channel/stage.ts'
import type { SwitchCore } from '../switch-core.ts'
import { type ApplicationRegistry, createApplicationRegistry } from '../applications/application.ts'
import { builtInApplications } from '../applications/applications.ts'
import { callApis } from '../apis/call-apis.ts'
import { type Connect, connectTcp } from '../outbound/connect.ts'
import { callTables } from './call-tables.ts'
import { createConferences, type Conferences } from './conferences.ts'
import type { Dialplan } from './dialplan.ts'
import { EXTENSIONS } from './extensions.ts'
import { createFifos, type Fifos } from './fifos.ts'
import { executeOn } from './execute-on.ts'
import { isEnding } from '../channel/channel-state.ts'
import { hangUp, type Leg } from './leg.ts'
import { type Phones, PHONES } from './phone.ts'
import { soundMs } from './sound-length.ts'
import { createPlannedSession } from './planned-session.ts'
import { createSession } from './session.ts'
import { createValetLots, type ValetLots } from './valet-lots.ts'

/** The live calls of one node and all that they need. */
export interface Calls extends Disposable {
  readonly core: SwitchCore
  readonly stage: Stage
  readonly dialplan: Dialplan
  readonly applications: ApplicationRegistry
  readonly phones: Phones
  /** How the application `socket` connects. */
  readonly connect: Connect
  /** Length of a file or stream in milliseconds; undefined when there is no such file. */
  readonly soundMs: (path: string) => number | undefined
  readonly conferences: Conferences
  readonly valetLots: ValetLots
  readonly fifos: Fifos
  /** Legs by Unique-ID, from their creation to their end, oldest first. */
  readonly legs: ReadonlyMap<string, Leg>
  /** Sessions since the start, those that have ended included. */
  readonly sessionCount: number
  /** Most legs at a time so far. */
  readonly peak: number
  nextSessionId(): string
  /** Number of a scheduled task of a call; `sched_api` counts its own. */
  nextTaskId(): string
  /** A leg by its uuid while it has not been told to end. */
  locate(id: string): Leg | undefined
  add(leg: Leg): void
  /** Keeps a connection that is to be cut when the node stops; the returned function forgets it. */
  keep(connection: Disposable): () => void
  remove(leg: Leg): void
}

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
