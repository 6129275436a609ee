/**
 * One clock for all threads of a run: microseconds since the run's start, from CLOCK_MONOTONIC, and their Unix time
 * from a single anchor. A wall clock that is stepped during the run moves neither.
 */
export interface Clock {
  /** Microseconds since the start of the run; negative before it. Fractions of a microsecond are kept. */
  nowUs(): number
  /** Unix time in whole microseconds of a moment of the run. */
  epochUs(us: number): number
}

/** Start of a run, as plain numbers that can be handed to another thread or process on the same host. */
export interface ClockOrigin {
  /** CLOCK_MONOTONIC nanoseconds of the start of the run. */
  readonly startNs: bigint
  /** Unix time minus CLOCK_MONOTONIC, nanoseconds. */
  readonly anchorNs: bigint
}

/**
 * Measures Unix time against the monotonic clock at the edge of a millisecond. A preempted reading only makes the
 * offset smaller, so the largest of `ticks` readings is the true one (within half a microsecond).
 */
export function measureAnchor(ticks = 20): bigint {
  let best = -(2n ** 62n)
  for (let i = 0; i < ticks; i++) {
    const before = Date.now()
    let now = before
    while (now === before) now = Date.now()
    const offset = BigInt(now) * 1_000_000n - process.hrtime.bigint()
    if (offset > best) best = offset
  }
  return best
}

/** An origin that starts `inMs` from now. */
export function createOrigin(inMs: number): ClockOrigin {
  return { anchorNs: measureAnchor(), startNs: process.hrtime.bigint() + BigInt(Math.round(inMs * 1e6)) }
}

/** An origin that starts at a time of day: the same in every process of the host. @param epochMs Unix milliseconds */
export function createOriginAt(epochMs: number): ClockOrigin {
  const anchorNs = measureAnchor()
  return { anchorNs, startNs: BigInt(Math.round(epochMs * 1000)) * 1000n - anchorNs }
}

export function createClock(origin: ClockOrigin): Clock {
  const startEpochUs = Number((origin.anchorNs + origin.startNs) / 1000n)
  const { startNs } = origin
  return {
    nowUs: () => Number(process.hrtime.bigint() - startNs) / 1000,
    epochUs: (us) => startEpochUs + Math.round(us),
  }
}
