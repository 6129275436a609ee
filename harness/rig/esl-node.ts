import type { FsEvent } from '../../simulators/freeswitch/codec/event.ts'
import type { EventFormat } from '../../simulators/freeswitch/events/outgoing.ts'
import { parseFault } from '../../simulators/freeswitch/faults/parse-fault.ts'
import { startEventSocket } from '../../simulators/freeswitch/server.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import type { SwitchCore } from '../../simulators/freeswitch/switch-core.ts'
import { nodeIdentity } from '../../simulators/freeswitch/source-node.ts'
import { createResourceStack } from '../lifecycle/resource-stack.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import { commandsOf, type EslCommand, formatOf } from './esl-commands.ts'
import { eventFrame } from './esl-frames.ts'
import { channelCreate, createLeg } from './esl-call-events.ts'
import { heartbeat } from './esl-other-events.ts'
import type { EslValues } from './esl-values.ts'
import type { Input } from './input.ts'
import type { Journal } from './journal.ts'
import { startWire, type StartedWire } from './wire.ts'
import type { WireConnection } from './wire-connection.ts'

/**
 * A FreeSWITCH node that the bridge connects to. The switch behind the wire behaves as the real one does: it sends what
 * was subscribed and nothing else. Everything else is done by the wire.
 */
export interface EslNode extends Input, AsyncDisposable {
  readonly machine: number
  readonly port: number
  readonly core: SwitchCore
  readonly wire: StartedWire
  /** Connections that the bridge made, oldest first. */
  readonly links: readonly WireConnection[]
  /** The newest connection. @throws Error when there was none */
  readonly link: WireConnection
  /** Fires events: every connection that has subscribed gets them. */
  fire(...events: readonly FsEvent[]): void
  /** Format that the newest connection has asked for events in. */
  readonly format: EventFormat
  /** Writes events or octets to the newest connection whether it has subscribed or not, in one piece. */
  inject(...parts: readonly (FsEvent | Uint8Array)[]): void
  /** Commands of the newest connection, or of all. */
  commands(links?: readonly WireConnection[]): readonly EslCommand[]
  /** Waits for a connection after this many, subscribed. */
  relinked(count: number, withinMs: number): Promise<boolean>
  /** From now on the server denies whoever connects: the password is wrong, or the address is not on its list. */
  deny(reason: 'password' | 'address'): Promise<void>
  /** The end of denying. */
  admit(): void
  /** A fault of the simulator begins, such as `stall=5s@event:100` (see `parseFault()`). @returns what ends it */
  strike(fault: string): () => void
}

export interface EslNodeOptions {
  readonly machine: number
  readonly host: string
  readonly port?: number
  readonly password: string
  readonly seed: string
  readonly journal: Journal
  readonly values: () => EslValues
  /** Milliseconds between two heartbeats. @default 20000, as the real server's */
  readonly heartbeatMs?: number
}

/** No command for so long: the bridge has said all it wants to say after a subscription. */
const SETTLED_MS = 60

export async function startEslNode(options: EslNodeOptions): Promise<EslNode> {
  const { machine, host, password, seed, journal, values, heartbeatMs = 20_000 } = options
  const stack = createResourceStack()
  const core = createSwitch({ identity: nodeIdentity(seed, { source: machine - 1 }) })
  const socket = stack.use(await startEventSocket({ core, password, accessLists: [], faults: [] }))
  // A server that goes in good order waits for its clients.
  stack.defer(() => socket.abort())
  const tap = (connection: number) => journal.tap(`esl ${machine} #${connection}`)
  const wire = stack.use(await startWire({ host: socket.address, port: socket.port }, { host, tap, ...(options.port !== undefined && { port: options.port }) }))

  const fire = (...events: readonly FsEvent[]): void => {
    for (const event of events) core.fireEvent(event)
    core.flush()
  }
  const beat = setInterval(() => fire(heartbeat(values())), heartbeatMs)
  stack.defer(() => clearInterval(beat))

  const newest = (): WireConnection | undefined => wire.connections.at(-1)
  const isSubscribed = (): boolean => {
    const link = newest()
    if (link === undefined || link.closedAt !== undefined || !core.hasAudience) return false
    const commands = commandsOf(link)
    const last = commands.at(-1)
    return last !== undefined && commands.some(({ line }) => /^(event|myevents)\b/i.test(line)) && performance.now() - last.at > SETTLED_MS
  }
  const wait = async (count: number, withinMs: number): Promise<boolean> => {
    try {
      return await waitUntil('the bridge subscribes', () => wire.connections.length > count && isSubscribed(), { withinMs })
    } catch {
      return false
    }
  }
  const link = (): WireConnection => {
    const found = newest()
    if (!found) throw new Error(`Cannot use the link to node ${machine} as the bridge must have connected: current value is no connection`)
    return found
  }
  const format = (): EventFormat => formatOf(commandsOf(link()))
  return {
    name: `esl ${machine}`,
    machine,
    port: wire.port,
    core,
    wire,
    get links() {
      return wire.connections
    },
    get link() {
      return link()
    },
    fire,
    get format() {
      return format()
    },
    inject: (...parts) => link().inject(Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : eventFrame(part, format()))))),
    commands: (links = [link()]) => links.flatMap(commandsOf),
    relinked: wait,
    ready: (withinMs) => wait(0, withinMs),
    async deny(reason) {
      const denial = reason === 'password' ? { password: `not ${password}` } : { accessLists: ['nobody'] }
      const denying = stack.use(await startEventSocket({ core, password, ...denial }))
      stack.defer(() => denying.abort())
      wire.lead({ host: denying.address, port: denying.port })
    },
    strike: (fault) => socket.strike(parseFault(fault)),
    admit: () => wire.lead({ host: socket.address, port: socket.port }),
    mark: (...uniqueids) => fire(...uniqueids.map((uniqueid) => channelCreate(createLeg(values(), { uniqueid, fromName: 'Ordinary' })))),
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}
