import type { LoadedProfile } from '../target/profile.ts'
import type { Tuning } from '../target/wiring.ts'
import type { SinkOptions } from './sink.ts'

/** What a check wants around the bridge. Checks with the same wishes share a bridge, one after the other. */
export interface Wishes {
  /** FreeSWITCH nodes, numbered from 1. @default 2 */
  readonly nodes?: number
  /** Webhook URLs. @default 1 */
  readonly webhooks?: number | readonly Pick<SinkOptions, 'path' | 'userinfo'>[]
  /** Settings of the bridge. @default reconnectMaxMs 2000 */
  readonly tuning?: Tuning
  /** Whether our websocket subscribes from the start. @default true */
  readonly subscribe?: boolean
  /** Milliseconds between two heartbeats of each node. @default 20000 */
  readonly heartbeatMs?: number
  /** Whether the bridge has a wall clock that the check steps. @default false */
  readonly clock?: true
  /** Whether the bridge listens for IPv6 and IPv4 by one socket. @default false */
  readonly dualStack?: true
  /** Whether every HTTP and websocket connection is TLS, whatever the run asks for. @default as the run is */
  readonly tls?: true
  /** Whether the bridge is used for this check alone, because it is stopped or left in disorder. @default false */
  readonly fresh?: boolean
}

/** `shared`: two nodes, one webhook, one subscriber, nothing special. */
export type WiringWish = 'shared' | Wishes

export const wishesOf = (wish: WiringWish): Wishes => (wish === 'shared' ? {} : wish)

/** Checks whose wishes have the same key may share a bridge. */
export function wishKey(wish: WiringWish): string {
  const { fresh: _fresh, ...wishes } = wishesOf(wish)
  return JSON.stringify(Object.fromEntries(Object.entries(wishes).sort(([a], [b]) => (a < b ? -1 : 1))))
}

/**
 * Settings that the profile cannot pass on to the bridge. A format is wished for, not needed: which one the bridge asked
 * for is seen in its subscription.
 */
export const unmetWishes = (wish: WiringWish, profile: LoadedProfile): string[] =>
  Object.keys(wishesOf(wish).tuning ?? {}).filter((name) => name !== 'format' && !names(profile, `tuning.${name}`))

/** Whether a profile passes this variable on to the bridge. */
export const names = ({ environment, files, settings }: LoadedProfile, variable: string): boolean =>
  new RegExp(`\\{\\{[^}]*\\b${variable.replace('.', '\\.')}\\b`).test(JSON.stringify([environment, files, settings]))

/** Times in which a bridge must act, milliseconds. */
export interface Limits {
  /** R: longest delay between attempts to connect, plus 5 s. */
  readonly reconnectMs: number
  /** T: idle time plus 10 s; undefined when the profile does not say it. */
  readonly idleMs: number | undefined
  readonly webhookTimeoutMs: number
  /** Until the bridge has given up a request that does not come in full: what the profile says and D, 120 s at most. */
  readonly requestTimeoutMs: number
  /** D: until what is due must have been delivered. */
  readonly deliverMs: number
  /** B: until the bridge is ready. */
  readonly readyMs: number
  /** G: until it has stopped. */
  readonly stopMs: number
  /** L: how long a trial goes on looking after its sentinel. */
  readonly lingerMs: number
}

const DELIVER_MS = 5000

export const DEFAULT_TUNING: Tuning = { reconnectMaxMs: 2000 }

export function limitsOf(profile: LoadedProfile, tuning: Tuning): Limits {
  const { behaviour } = profile
  const canPass = (name: keyof Tuning): boolean => unmetWishes({ tuning: { [name]: 1 } }, profile).length === 0
  const reconnect = tuning.reconnectMaxMs !== undefined && canPass('reconnectMaxMs') ? tuning.reconnectMaxMs : behaviour.reconnectMax * 1000
  const idle = tuning.idleMs !== undefined && canPass('idleMs') ? tuning.idleMs : behaviour.idle && behaviour.idle * 1000
  const webhook = tuning.webhookTimeoutMs !== undefined && canPass('webhookTimeoutMs') ? tuning.webhookTimeoutMs : behaviour.webhookTimeout * 1000
  return {
    reconnectMs: reconnect + 5000,
    idleMs: idle === undefined ? undefined : idle + 10_000,
    webhookTimeoutMs: webhook,
    requestTimeoutMs: Math.min(120_000, behaviour.requestTimeout * 1000 + DELIVER_MS),
    deliverMs: DELIVER_MS,
    readyMs: 30_000,
    stopMs: 10_000,
    lingerMs: 300,
  }
}
