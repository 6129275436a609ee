import type { Arrivals, CurvePoint } from './workload.ts'

/** Makers of curves that arrivals follow. Factors multiply the nominal rate, so that another rate keeps the shape. */

type Curve = Extract<Arrivals, { readonly kind: 'curve' }>

/** Linear from one factor to another, then constant. */
export const rampArrivals = (
  perSecond: number,
  ramp: { readonly from: number; readonly to: number; readonly beginSeconds: number; readonly endSeconds: number },
): Curve => ({
  kind: 'curve',
  perSecond,
  points: [
    ...(ramp.beginSeconds > 0 ? [{ atSeconds: 0, factor: ramp.from }] : []),
    { atSeconds: ramp.beginSeconds, factor: ramp.from },
    { atSeconds: ramp.endSeconds, factor: ramp.to },
  ],
})

/** Constant pieces; the first begins at 0. */
export const stepArrivals = (perSecond: number, steps: readonly CurvePoint[]): Curve => ({
  kind: 'curve',
  perSecond,
  points: steps.flatMap(({ atSeconds, factor }, index) => {
    const before = steps[index - 1]
    return before === undefined ? [{ atSeconds, factor }] : [{ atSeconds, factor: before.factor }, { atSeconds, factor }]
  }),
})

/** The nominal rate, `factor` times as much within `riseSeconds`, held for a while, and back as fast. */
export const crowdArrivals = (
  perSecond: number,
  crowd: { readonly factor: number; readonly atSeconds: number; readonly riseSeconds: number; readonly holdSeconds: number },
): Curve => {
  const top = crowd.atSeconds + crowd.riseSeconds
  const end = top + crowd.holdSeconds
  return {
    kind: 'curve',
    perSecond,
    points: [
      { atSeconds: 0, factor: 1 },
      { atSeconds: crowd.atSeconds, factor: 1 },
      { atSeconds: top, factor: crowd.factor },
      { atSeconds: end, factor: crowd.factor },
      { atSeconds: end + crowd.riseSeconds, factor: 1 },
    ],
  }
}

/**
 * Calls in each hour of an office's working day, as shares of its busiest hour: a peak before noon, a smaller one in
 * the afternoon, little at night. An assumption of ours, in the shape that textbooks of traffic engineering draw.
 */
export const OFFICE_DAY: readonly number[] = [
  0.04, 0.03, 0.02, 0.02, 0.03, 0.06, 0.15, 0.35, 0.7, 0.95, 1, 0.9, 0.65, 0.75, 0.9, 0.85, 0.7, 0.5, 0.35, 0.25, 0.2,
  0.15, 0.1, 0.06,
]

/**
 * A day in so many seconds, linear from hour to hour.
 * @param perSecond rate of the busiest hour
 */
export const dayArrivals = (perSecond: number, daySeconds: number, hours: readonly number[] = OFFICE_DAY): Curve => ({
  kind: 'curve',
  perSecond,
  points: [...hours, hours[0] ?? 0].map((factor, hour) => ({ atSeconds: (hour / hours.length) * daySeconds, factor })),
})
