import { burstCurve, meanBurstRates } from './bursts.ts'
import type { Random } from './random.ts'
import { createInverseRate, type InverseRate, invertRate, type RatePoint } from './rate-curve.ts'
import type { Arrivals, CurvePoint } from './workload.ts'

/** Gives one intended time after the other, in microseconds of the run's clock; Infinity when none is left. */
export type ArrivalTimes = () => number

/**
 * Intended times of one arrival process: points of a unit-rate process in operational time, put on the clock by the
 * inverse of the cumulated rate. A constant process starts at a random phase, so that the constant processes of
 * several sources do not fire together.
 * @param bursts decides when bursts begin and end: the same for all sources of a run, which burst together
 */
export function createArrivalTimes(arrivals: Arrivals, random: Random, bursts: Random): ArrivalTimes {
  const inverse = inverseOf(arrivals, bursts)
  if (arrivals.kind === 'constant') {
    let point = random.uniform() - 1
    return () => inverse((point += 1))
  }
  let point = 0
  return () => inverse((point += random.exponential()))
}

function inverseOf(arrivals: Arrivals, bursts: Random): InverseRate {
  switch (arrivals.kind) {
    case 'constant':
    case 'poisson':
      return createInverseRate([{ atUs: 0, perSecond: arrivals.perSecond }])
    case 'bursty':
      return invertRate(burstCurve(meanBurstRates(arrivals.perSecond, arrivals.bursts), bursts))
    case 'curve':
      return createInverseRate(arrivals.points.map((point) => toRatePoint(point, arrivals.perSecond)))
  }
}

const toRatePoint = ({ atSeconds, factor }: CurvePoint, perSecond: number): RatePoint => ({
  atUs: atSeconds * 1e6,
  perSecond: perSecond * factor,
})

/** Highest expected rate at any moment, per second. */
export function peakPerSecond(arrivals: Arrivals): number {
  switch (arrivals.kind) {
    case 'constant':
    case 'poisson':
      return arrivals.perSecond
    case 'bursty':
      return meanBurstRates(arrivals.perSecond, arrivals.bursts).high
    case 'curve':
      return arrivals.perSecond * Math.max(0, ...arrivals.points.map(({ factor }) => factor))
  }
}

/** Expected rate at the start of the run, per second. */
export const initialPerSecond = (arrivals: Arrivals): number =>
  arrivals.kind === 'curve' ? arrivals.perSecond * (arrivals.points[0]?.factor ?? 0) : arrivals.perSecond
