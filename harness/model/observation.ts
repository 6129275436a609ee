import type { EventMapping } from './event-mapping.ts'

/** What a probe saw, with the time at which it saw it. Probes write observations and judge nothing. */

/** One event as it arrived at an output of the bridge. */
export interface Delivery {
  readonly kind: 'websocket' | 'webhook'
  /** Which client or URL it arrived at, from 0. */
  readonly receiver: number
  /** Place among what arrived at that receiver, from 0. */
  readonly index: number
  /** Milliseconds of the monotonic clock when its last octet was read. */
  readonly at: number
  /** Payload of the websocket message, or body of the request. */
  readonly payload: Uint8Array
  /** How to read it, where the bridge has other words or another shape than the contract. */
  readonly mapping?: EventMapping | undefined
}
