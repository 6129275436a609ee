import type { ClockMode, NodeSpec, RecordedTrace } from '../../simulators/freeswitch/index.ts'
import type { MachineSpec } from '../../simulators/softswitch/index.ts'
import type { ClockOrigin } from '../../simulators/timing/clock.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import type { Example } from '../ledger/examples.ts'
import type { LedgerBuffers } from '../ledger/layout.ts'
import type { ThreadHealth } from '../metrics/thread-health.ts'
import type { SeriesData } from '../metrics/series-recorder.ts'
import type { EventMapping } from '../model/event-mapping.ts'
import type { Fault } from '../model/fault.ts'
import type { FreshIntervals, ThreadCounters } from './thread-instruments.ts'

/** Everything that one worker does in a run. */
export interface Duties {
  readonly name: string
  readonly nodes: readonly NodeSpec[]
  readonly machines: readonly MachineSpec[]
  /** Indexes of websocket subscribers in the ledger. */
  readonly subscribers: readonly number[]
  readonly sinks: readonly SinkDuty[]
}

/** One webhook server; each receiver gets a URL of its own on it. */
export interface SinkDuty {
  /** Indexes in the ledger. */
  readonly receivers: readonly number[]
  /** 0 takes a free one. */
  readonly port: number
}

/** How threads that send are woken: by a thread of its own, or by a timer of their own each millisecond. */
export type PacerKind = 'thread' | 'tick'

/** What all workers of a run share. */
export interface RunConstants {
  readonly runId: number
  readonly workload: Workload
  /** Events of the workload's trace. */
  readonly trace?: RecordedTrace | undefined
  readonly clockMode: ClockMode
  readonly faults: readonly Fault[]
  /** Events that the queue of an Event Socket connection holds; undefined as on the real server. */
  readonly queueLimit?: number | undefined
  /** Address that servers of the harness listen on. */
  readonly host: string
  readonly ledger: LedgerBuffers
  /** How the bridge's events are read. @default as the contract has them */
  readonly mapping?: EventMapping | undefined
}

/** Addresses that a worker listens on, for the wiring of the bridge. */
export interface OpenedDuties {
  readonly nodes: readonly { readonly source: number; readonly host: string; readonly port: number; readonly password: string }[]
  readonly sinks: readonly { readonly receiver: number; readonly url: string }[]
}

/** Where the bridge answers, keys included, from the harness' point of view. */
export interface BridgeUrls {
  readonly ingress: string | undefined
  readonly websocket: string | undefined
}

/** What a worker counts and sees while the run goes on. */
export interface WorkerSnapshot {
  readonly counters: Readonly<ThreadCounters>
  /** What was recorded since the last snapshot, in whole seconds. */
  readonly fresh: readonly FreshIntervals[]
}

/** What a worker has when it is over: plain data. */
export interface WorkerResult extends Pick<WorkerSnapshot, 'counters'> {
  readonly name: string
  readonly series: readonly SeriesData[]
  readonly examples: readonly (readonly Example[])[]
  /** Why no event of the bridge was understood, where that is so. */
  readonly mappingProblem: string | undefined
  /** Undefined when it was closed before it was open. */
  readonly health: ThreadHealth | undefined
}

/** Calls to a worker, in the order of a run. */
export interface WorkerCalls {
  /** Opens every listener. */
  open(): Promise<OpenedDuties>
  /**
   * Connects what connects to the ready bridge.
   * @returns what the bridge refused, a sentence each
   */
  connect(urls: BridgeUrls): Promise<readonly string[]>
  /** How many of its nodes have a listener that subscribed to events. */
  audience(): number
  /** The traffic starts at the origin; returns at once. */
  go(origin: ClockOrigin): void
  /** Resolves when every source has sent what it had to send. */
  finished(): Promise<void>
  snapshot(): WorkerSnapshot
  /** Ends the traffic at once: nothing further is sent. */
  halt(): Promise<void>
  /** Closes everything and hands over what was measured. */
  close(): Promise<WorkerResult>
}
