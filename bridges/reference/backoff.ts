export type Backoff = {
  /** Milliseconds to wait before the next attempt; grows with each call. */
  readonly next: () => number
  /** Says that a link has proven itself, so that the next attempt may come soon. */
  readonly reset: () => void
}

const FIRST_MS = 500

/**
 * Exponential delay with jitter. The jitter stays within a quarter, so that each gap is longer than the one before
 * until the limit is reached, and many bridges that lost the same peer still spread.
 */
export const createBackoff = (maximumMs: number, random: () => number = Math.random): Backoff => {
  let failures = 0
  return {
    next: () => {
      const nominal = Math.min(FIRST_MS * 2 ** Math.min(failures, 20), maximumMs)
      failures += 1
      return Math.min(nominal * (0.75 + random() / 2), maximumMs)
    },
    reset: () => {
      failures = 0
    },
  }
}

/** A link that lasted this long has proven itself. Success alone proves nothing: a peer may accept and close. */
export const PROVEN_MS = 10_000
