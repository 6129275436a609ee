import type { EventStamp } from '../events/base-headers.ts'

/**
 * A moment of a call as the texts that events show. A script may hand in markers instead of times, so moments are
 * never calculated with: what lies between two of them comes from `Stage.span()`.
 */
export interface Moment extends EventStamp {
  /** Whole seconds since the epoch, decimal. */
  readonly epoch: string
  /** `Sun, 22 Nov 2026 01:34:17 +0000`, local time with its offset. */
  readonly rfc2822: string
}

/**
 * What lies between two moments, decimal. The server rounds both ends down before it subtracts, so
 * `milliseconds` is not `microseconds / 1000`.
 */
export interface Span {
  readonly seconds: string
  readonly milliseconds: string
  readonly microseconds: string
}

/** From a moment to itself. */
export const NO_SPAN: Span = { seconds: '0', milliseconds: '0', microseconds: '0' }
