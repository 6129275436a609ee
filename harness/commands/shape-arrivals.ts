import { crowdArrivals, dayArrivals, rampArrivals, stepArrivals } from '../../simulators/traffic/arrival-shapes.ts'
import type { Arrivals } from '../../simulators/traffic/workload.ts'

/** Shapes of load that the command line knows by name, fitted to the length of the run. */
export const ARRIVAL_SHAPES = ['constant', 'poisson', 'bursty', 'ramp', 'steps', 'crowd', 'day'] as const
export type ArrivalShape = (typeof ARRIVAL_SHAPES)[number]

const STEPS = 5
const CROWD_FACTOR = 10

/**
 * @param perSecond mean of `bursty`, end of `ramp` and `steps`, rate beside the `crowd`, busiest hour of the `day`
 * @param seconds length of the run, warm-up included
 */
export function shapeArrivals(shape: ArrivalShape, perSecond: number, seconds: number): Arrivals {
  switch (shape) {
    case 'constant':
    case 'poisson':
      return { kind: shape, perSecond }
    case 'bursty':
      return { kind: shape, perSecond, bursts: { factor: 9, share: 0.1, meanSeconds: 1 } }
    case 'ramp':
      return rampArrivals(perSecond, { from: 0, to: 1, beginSeconds: 0, endSeconds: seconds })
    case 'steps':
      return stepArrivals(
        perSecond,
        Array.from({ length: STEPS }, (_, step) => ({ atSeconds: (step * seconds) / STEPS, factor: (step + 1) / STEPS })),
      )
    case 'crowd':
      return crowdArrivals(perSecond, { factor: CROWD_FACTOR, atSeconds: seconds / 2, riseSeconds: 1, holdSeconds: seconds / 8 })
    case 'day':
      return dayArrivals(perSecond, seconds)
  }
}
