import type { ProcessIdentity } from '../lifecycle/process-identity.ts'
import { startTarget } from '../target/start-target.ts'
import { watchBridge, type Bridge } from './bridge.ts'
import type { EslValues } from './esl-values.ts'
import { createIngress, type Ingress } from './ingress.ts'
import type { Journal } from './journal.ts'
import { createOutbound, type Outbound } from './outbound-call.ts'
import type { Peers } from './start-peers.ts'
import type { RigOptions } from './rig.ts'
import { openWatcher, type WebsocketWatcher } from './websocket-watcher.ts'

/** The bridge that runs now, with what reaches it: all of it is new after a restart. */
export interface Seat extends AsyncDisposable {
  readonly bridge: Bridge
  readonly ingress: Ingress | undefined
  readonly outbound: Outbound | undefined
  readonly watcher: WebsocketWatcher | undefined
  /** URL of the bridge's websocket, key included. */
  readonly url: string | undefined
  /** Takes the bridge's processes as they are for the ones that must go on running. */
  begin(): void
  /** Processes at the last `begin()`. */
  readonly processes: readonly ProcessIdentity[]
  /** Ends the bridge, if it still runs, and starts it again with the same peers. */
  restart(): Promise<void>
}

export interface SeatOptions extends Pick<RigOptions, 'profile' | 'notes' | 'folder' | 'name' | 'prepared' | 'signal'> {
  readonly peers: Peers
  readonly journal: Journal
  readonly values: () => EslValues
  /** Whether a subscriber of ours joins the bridge's websocket. */
  readonly subscribe: boolean
}

interface Occupant extends Pick<Seat, 'bridge' | 'ingress' | 'outbound' | 'watcher' | 'url'>, AsyncDisposable {}

export async function startSeat(options: SeatOptions): Promise<Seat> {
  let starts = 1
  let now = await occupy(options, starts)
  let processes = now.bridge.processes()
  return {
    get bridge() {
      return now.bridge
    },
    get ingress() {
      return now.ingress
    },
    get outbound() {
      return now.outbound
    },
    get watcher() {
      return now.watcher
    },
    get url() {
      return now.url
    },
    get processes() {
      return processes
    },
    begin() {
      processes = now.bridge.processes()
    },
    async restart() {
      await now.bridge.stop()
      await now[Symbol.asyncDispose]()
      now = await occupy(options, ++starts)
      processes = now.bridge.processes()
    },
    [Symbol.asyncDispose]: () => now[Symbol.asyncDispose](),
  }
}

async function occupy(options: SeatOptions, starts: number): Promise<Occupant> {
  const { profile, notes, journal, values, signal, peers, subscribe } = options
  const logPath = `${options.folder}/bridge-${options.name}${starts > 1 ? `-${starts}` : ''}.log`
  const authority = peers.wiring.tls?.authority
  const target = await startTarget(profile, peers.wiring, { logPath, notes, prepared: options.prepared || starts > 1, signal })
  const ingress = target.endpoints.ingress && createIngress(target.endpoints.ingress, journal, authority)
  const outbound = target.endpoints.outbound && createOutbound(target.endpoints.outbound, journal, values)
  const url = target.endpoints.websocket?.url
  try {
    // Where the bridge does not accept or even answer it, nothing comes out, and so no trial is proven.
    const watcher = url !== undefined && subscribe ? await openWatcher(url, { lenient: true, mapping: profile.mapping, authority, tap: journal.tap('websocket'), signal }) : undefined
    return {
      bridge: watchBridge(target),
      ingress,
      outbound,
      watcher,
      url,
      async [Symbol.asyncDispose]() {
        ingress?.[Symbol.dispose]()
        outbound?.[Symbol.dispose]()
        await watcher?.[Symbol.asyncDispose]()
        await target[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await target[Symbol.asyncDispose]()
    throw error
  }
}
