import type { CommonInputs } from './common-values.ts'

/** What the values of a flow script are calculated from, besides what all scripts have. */
export interface FlowInputs extends CommonInputs {
  /** Unique-IDs of the legs, A first. */
  readonly legUuids: readonly string[]
  /** Binary strings. */
  readonly caller: { readonly name: string; readonly number: string }
  readonly callee: { readonly number: string }
  readonly transferee: { readonly number: string }
  /** Session number of the A leg, a positive integer; legs of one call count on. */
  readonly session: number
  /** Addresses of the phones, A first. */
  readonly phoneIps: readonly string[]
}
