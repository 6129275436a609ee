import type { Workload } from '../../simulators/traffic/workload.ts'
import type { Fault } from './fault.ts'

/** What a bridge can do. A profile declares them; a scenario or check needs some of them. */
export const CAPABILITIES_IN = ['esl-inbound', 'esl-outbound', 'http-post', 'messaged-websocket'] as const
export const CAPABILITIES_OUT = ['websocket', 'http-post'] as const
export interface Capabilities {
  readonly in: readonly (typeof CAPABILITIES_IN)[number][]
  readonly out: readonly (typeof CAPABILITIES_OUT)[number][]
  /** Whether it can serve its doors over TLS and verify the servers that it connects to. @default false */
  readonly tls?: boolean
}

/** A load run as data. */
export interface Scenario {
  /** Kebab-case, unique, never reused. */
  readonly id: string
  readonly title: string
  /** One line: what a pass proves. */
  readonly proves: string
  /** Everything but the seed, which each run chooses and prints. */
  readonly workload: Omit<Workload, 'seed'>
  /** Objectives in the text form of `parseObjective()`, for example `ingress.reply.p99 < 20ms`. */
  readonly objectives: readonly string[]
  /** What goes wrong on purpose. @default nothing */
  readonly faults?: readonly Fault[]
  /** Events that the queue of each Event Socket connection holds. @default 100000, as a real FreeSWITCH */
  readonly queueLimit?: number
  /** Settings that the bridge is asked to have, where its profile passes them on. */
  readonly tuning?: { readonly idleMs?: number; readonly reconnectMaxMs?: number; readonly webhookTimeoutMs?: number }
}
