import type { Random } from './random.ts'
import { createInverseRate, type RatePoint } from './rate-curve.ts'
import type { Arrivals } from './workload.ts'

/** Gives one intended time after the other, in microseconds of the run's clock; Infinity when none is left. */
export type ArrivalTimes = () => number

/** The rate over time that a workload asks for. */
const toCurve = (arrivals: Arrivals): readonly RatePoint[] => [{ atUs: 0, perSecond: arrivals.perSecond }]

/**
 * Intended times of one arrival process: points of a unit-rate process in operational time, put on the clock by the
 * inverse of the cumulated rate. A constant process starts at a random phase, so that the constant processes of
 * several sources do not fire together.
 */
export function createArrivalTimes(arrivals: Arrivals, random: Random): ArrivalTimes {
  const inverse = createInverseRate(toCurve(arrivals))
  if (arrivals.kind === 'constant') {
    let point = random.uniform() - 1
    return () => inverse((point += 1))
  }
  let point = 0
  return () => inverse((point += random.exponential()))
}
