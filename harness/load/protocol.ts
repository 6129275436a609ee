import type { ClockOrigin } from '../../simulators/timing/clock.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'

/** A FreeSWITCH node that a worker runs. */
export interface NodeDuty {
  readonly source: number
  readonly machine: number
  readonly host: string
  readonly port: number
  readonly password: string
}

/** A softswitch machine that a worker runs. */
export interface MachineDuty {
  readonly source: number
  readonly machine: number
  readonly localAddress: string
}

/** A websocket subscriber or webhook sink that a worker runs. */
export interface ReceiverDuty {
  readonly receiver: number
  readonly name: string
}

/** Everything that one worker does in a run. */
export interface Duties {
  readonly name: string
  readonly nodes: readonly NodeDuty[]
  readonly machines: readonly MachineDuty[]
  readonly subscribers: readonly ReceiverDuty[]
  readonly sinks: readonly (ReceiverDuty & { readonly host: string })[]
}

/** What all workers of a run share. */
export interface RunConstants {
  readonly runId: number
  readonly workload: Workload
  /** Event Socket clock: exact intended microseconds, or the real server's 20 ms ticks. */
  readonly eventClock: 'exact' | 'ticks'
  /** A delivery is late behind this, microseconds. */
  readonly deadlineUs: number
}

/** Addresses that workers listen on, for the wiring of the bridge. */
export interface OpenedDuties {
  readonly nodes: readonly { readonly machine: number; readonly host: string; readonly port: number }[]
  readonly sinks: readonly { readonly receiver: number; readonly url: string }[]
}

/** Where the bridge answers, from the harness' point of view. */
export interface BridgeEndpoints {
  readonly ingressUrl: string | undefined
  readonly websocketUrl: string | undefined
}

/** Messages to a worker, in the order of a run. */
export interface WorkerCalls {
  /** Opens every listener. */
  open(): Promise<OpenedDuties>
  /** Connects the subscribers to the ready bridge; says which could not connect. */
  connect(endpoints: BridgeEndpoints): Promise<void>
  /** Nodes whose Event Socket has at least one subscribed listener. */
  audience(): Promise<number>
  /** Starts the traffic at the origin; resolves at once. */
  go(origin: ClockOrigin): Promise<void>
  /** Resolves when every source has sent what it had to send. */
  sourcesDone(): Promise<void>
  /** Ends the traffic at once: nothing further is sent. */
  halt(): Promise<void>
}

export type { ClockOrigin }
