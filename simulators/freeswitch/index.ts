import type { Clock } from '../timing/clock.ts'
import type { Pacer } from '../timing/pacer.ts'
import { MAX_SOURCES } from '../traffic/identity.ts'
import type { Instruments, Journal } from '../traffic/journal.ts'
import { shareWorkload, type SourceShare } from '../traffic/source-plan.ts'
import { type CounterTotals, tallyInto } from '../traffic/tally.ts'
import type { Workload } from '../traffic/workload.ts'
import { parseFault } from './faults/parse-fault.ts'
import { type EventSocketOptions, type EventSocketStats, startEventSocket, type StartedEventSocket } from './server.ts'
import type { Calls } from './calls/calls.ts'
import { createCalls } from './calls/create-calls.ts'
import type { Replay } from './replay/recorded-trace.ts'
import { createNodeTraffic, type NodeTraffic } from './source.ts'
import type { ClockMode } from './source-clock.ts'
import { nodeIdentity, type NodeSpec } from './source-node.ts'
import { createSocketCounts } from './source-socket-counts.ts'
import { createSwitch } from './switch.ts'
import { EMPTY_TABLES } from './switch-tables.ts'
import type { SwitchCore } from './switch-core.ts'

export type { Calls } from './calls/calls.ts'
export { type PhoneCall, type PhoneLeg, receiveCall } from './calls/sofia-inbound-endpoint.ts'
export { dialOutbound, type DialOutboundOptions } from './outbound/dial-outbound.ts'
export type { ClockMode } from './source-clock.ts'
export { type NodeSpec, planNodes } from './source-node.ts'
export type { EventSocketStats } from './server.ts'
export type { RecordedTrace, Replay } from './replay/recorded-trace.ts'
export { replaySlots } from './replay/replay-slots.ts'
export { createTraceIndex, type TraceIndex } from './replay/trace-index.ts'

export interface FreeswitchOptions {
  readonly nodes: readonly NodeSpec[]
  readonly workload: Workload
  /** See `toRunId()`: every id of the run carries it. */
  readonly runId: number
  readonly clock: Clock
  readonly pacer: Pacer
  /** Gives the journal of a source. */
  readonly journalFor: (source: number) => Journal
  readonly instruments: Instruments
  /** @default 'exact' */
  readonly clockMode?: ClockMode | undefined
  /** Limits of each connection; what is left out is as on the real server. */
  readonly limits?: EventSocketOptions['limits'] | undefined
  /** Settings that all event sockets share; what is left out has its default. */
  readonly eventSocket?: Pick<EventSocketOptions, 'accessLists' | 'stopOnBindError' | 'users'> | undefined
  /** Recorded traffic that every node replays, in place of the workload's. */
  readonly replay?: Replay | undefined
  /**
   * What is to go wrong on the connections of every node from the start, in the text form of `parseFault()`. More can
   * begin later, unless this is left out.
   */
  readonly faults?: readonly string[] | undefined
  /** Aborting halts the traffic and ends the connections as disposing does. */
  readonly signal?: AbortSignal | undefined
}

/** FreeSWITCH nodes that clients can connect to, with calls on them until the workload is done. */
export interface StartedFreeswitch extends AsyncDisposable {
  /** In the order of the nodes. */
  readonly nodes: readonly StartedNode[]
  /** Totals over all nodes so far. */
  readonly counters: Readonly<CounterTotals>
  /**
   * Resolves when everything is emitted, or when the traffic was halted; rejects when a journal was full, which ends
   * everything. Until disposed, the event sockets go on serving.
   */
  readonly finished: Promise<void>
}

export interface StartedNode {
  readonly source: number
  /** Address and port of the event socket. */
  readonly host: string
  readonly port: number
  readonly core: SwitchCore
  /** Calls that clients make and control; the calls of the traffic are not among them. */
  readonly calls: Calls
  readonly stats: EventSocketStats
  /** A fault begins, in the text form of `parseFault()`, see `StartedEventSocket.strike()`. @returns what ends it */
  strike(fault: string): () => void
}

interface Node {
  readonly started: StartedNode
  readonly socket: StartedEventSocket
  readonly traffic: NodeTraffic
  readonly countSocket: () => void
}

/** Wakes between two looks at the sockets' figures: about a tenth of a second apart. */
const WAKES_PER_COUNT = 100

/**
 * Starts FreeSWITCH nodes in this thread: an event socket each, and its share of the traffic.
 * @throws RangeError for a source that the workload does not have; Error when an address cannot be bound; the reason
 *   of the signal when it is aborted
 */
export async function startFreeswitch(options: FreeswitchOptions): Promise<StartedFreeswitch> {
  options.signal?.throwIfAborted()
  const counters: CounterTotals = {}
  const instruments = tallyInto(counters, options.instruments)
  const nodes = await startNodes(options, instruments)

  let pacing: Disposable | undefined
  let disposal: Promise<void> | undefined
  let wakes = 0
  const active = new Set(nodes)
  let settle: { resolve(): void; reject(error: unknown): void } | undefined
  const finished = new Promise<void>((resolve, reject) => (settle = { resolve, reject }))
  // Whoever waits for the end sees the error; nobody has to wait.
  finished.catch(() => {})

  const countSockets = (): void => {
    for (const node of nodes) node.countSocket()
  }
  const halt = (): void => {
    pacing?.[Symbol.dispose]()
    for (const { traffic } of active) traffic.halt()
    active.clear()
    countSockets()
    settle?.resolve()
  }
  const wake = (): number => {
    try {
      for (const node of active) if (!node.traffic.wake()) active.delete(node)
    } catch (error) {
      settle?.reject(error)
      disposal ??= dispose()
    }
    if (++wakes % WAKES_PER_COUNT === 0) countSockets()
    if (active.size === 0) halt()
    return Math.min(...[...active].map(({ traffic }) => traffic.nextUs))
  }
  const dispose = async (): Promise<void> => {
    options.signal?.removeEventListener('abort', onAbort)
    halt()
    await closeAll(nodes)
    countSockets()
  }
  const onAbort = (): void => void (disposal ??= dispose())
  options.signal?.addEventListener('abort', onAbort)
  pacing = options.pacer.start(wake)

  return {
    nodes: nodes.map((node) => node.started),
    counters,
    finished,
    [Symbol.asyncDispose]: () => (disposal ??= dispose()),
  }
}

/** Either all nodes start or none. */
async function startNodes(options: FreeswitchOptions, instruments: Instruments): Promise<Node[]> {
  const shares = shareWorkload(options.workload)
  const nodes: Node[] = []
  try {
    for (const spec of options.nodes) nodes.push(await startNode(spec, shareOf(shares, spec), instruments, options))
  } catch (error) {
    await closeAll(nodes)
    throw error
  }
  return nodes
}

async function closeAll(nodes: readonly Node[]): Promise<void> {
  for (const { started } of nodes) started.calls[Symbol.dispose]()
  await Promise.all(nodes.map(({ socket }) => socket[Symbol.asyncDispose]()))
}

function shareOf(shares: readonly SourceShare[], { source }: NodeSpec): SourceShare {
  const share = source < MAX_SOURCES ? shares[source] : undefined
  if (share !== undefined) return share
  const rule = `its source must be below ${Math.min(shares.length, MAX_SOURCES)}`
  throw new RangeError(`Cannot start a node as ${rule}: current value is ${source}`)
}

async function startNode(
  spec: NodeSpec,
  share: SourceShare,
  instruments: Instruments,
  { clock, clockMode, eventSocket, faults, journalFor, limits, replay, runId, signal }: FreeswitchOptions,
): Promise<Node> {
  const identity = nodeIdentity(share.seed, spec)
  const core = createSwitch({ identity, epochUs: () => clock.epochUs(clock.nowUs()) })
  const journal = journalFor(spec.source)
  const traffic = createNodeTraffic({ bus: core, share, runId, clock, journal, instruments, clockMode, replay })
  core.tables = {
    ...EMPTY_TABLES,
    get figures() {
      return traffic.figures
    },
  }
  core.planned = traffic.legs
  const calls = createCalls(core)
  const optional = { ...(limits && { limits }), ...(signal && { signal }), ...(faults && { faults: faults.map(parseFault) }) }
  const socket = await startEventSocket({ core, ...eventSocket, ...socketOptions(spec), ...optional })
  const started: StartedNode = {
    source: spec.source,
    host: socket.address,
    port: socket.port,
    core,
    calls,
    get stats() {
      return socket.stats
    },
    strike: (fault) => socket.strike(parseFault(fault)),
  }
  return { started, socket, traffic, countSocket: createSocketCounts(socket, instruments) }
}

const socketOptions = ({ listenIp, listenPort, password }: NodeSpec): Omit<EventSocketOptions, 'core'> => ({
  ...(listenIp !== undefined && { listenIp }),
  ...(listenPort !== undefined && { listenPort }),
  ...(password !== undefined && { password }),
})
