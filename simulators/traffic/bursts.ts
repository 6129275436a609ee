import type { Random } from './random.ts'
import type { RatePoint } from './rate-curve.ts'
import type { Bursts } from './workload.ts'

/** A two-state Markov-modulated Poisson process: arrivals per second in each state, and how often it leaves each. */
export interface BurstRates {
  readonly high: number
  readonly low: number
  /** Per second. */
  readonly leaveHigh: number
  readonly leaveLow: number
}

/**
 * The process with a given mean rate.
 * @throws RangeError for bursts without a share of the time between 0 and 1, or without a length
 */
export function meanBurstRates(perSecond: number, { factor, share, meanSeconds }: Bursts): BurstRates {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`Cannot make bursts as their share of the time must be between 0 and 1: current value is ${share}`)
  }
  if (!(meanSeconds > 0 && factor >= 0)) {
    const rule = 'their mean length must be above 0 s and their factor not negative'
    throw new RangeError(`Cannot make bursts as ${rule}: current values are ${meanSeconds} and ${factor}`)
  }
  const low = perSecond / (1 - share + share * factor)
  const leaveHigh = 1 / meanSeconds
  return { high: low * factor, low, leaveHigh, leaveLow: (leaveHigh * share) / (1 - share) }
}

/**
 * Index of dispersion of the counts of long intervals: variance over mean, 1 for a Poisson process.
 * Source: W. Fischer, K. Meier-Hellstern, The Markov-modulated Poisson process (MMPP) cookbook, 1993.
 */
export function dispersionOf({ high, low, leaveHigh, leaveLow }: BurstRates): number {
  const leave = leaveHigh + leaveLow
  return 1 + (2 * (high - low) ** 2 * leaveHigh * leaveLow) / (leave ** 2 * (high * leaveLow + low * leaveHigh))
}

/** One course of the rate, without an end; the first state is drawn as it is at any moment of a long run. */
export function* burstCurve(
  { high, low, leaveHigh, leaveLow }: BurstRates,
  random: Random,
): Generator<RatePoint, void, undefined> {
  let bursting = random.uniform() < leaveLow / (leaveHigh + leaveLow)
  let atUs = 0
  for (;;) {
    const perSecond = bursting ? high : low
    yield { atUs, perSecond }
    atUs += (random.exponential() / (bursting ? leaveHigh : leaveLow)) * 1e6
    yield { atUs, perSecond }
    bursting = !bursting
  }
}
