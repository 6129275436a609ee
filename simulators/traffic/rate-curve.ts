/**
 * Time-varying arrival rates in *operational time*: points of a unit-rate process become arrival times through the
 * inverse of the cumulated rate, so the same random points serve every shape of load.
 */

/** The rate at one moment; between two points it is linear, behind the last it stays. Two at one moment make a step. */
export interface RatePoint {
  readonly atUs: number
  readonly perSecond: number
}

/** Microsecond at which the cumulated number of expected arrivals reaches `count`; Infinity when it never does. */
export type InverseRate = (count: number) => number

interface Segment extends RatePoint {
  /** Expected arrivals before the segment. */
  readonly before: number
  /** Change of the rate, per second and microsecond. */
  readonly slope: number
  readonly endCount: number
}

function toSegments(points: readonly RatePoint[]): Segment[] {
  const segments: Segment[] = []
  let before = 0
  points.forEach((point, index) => {
    const next = points[index + 1]
    const widthUs = next === undefined ? Number.POSITIVE_INFINITY : next.atUs - point.atUs
    const rise = next === undefined ? 0 : next.perSecond - point.perSecond
    const count = next === undefined ? Number.POSITIVE_INFINITY : ((point.perSecond + next.perSecond) / 2e6) * widthUs
    segments.push({ ...point, before, slope: widthUs > 0 ? rise / widthUs : 0, endCount: before + count })
    before += count
  })
  return segments
}

function checkPoints(points: readonly RatePoint[]): void {
  let last = 0
  for (const { atUs, perSecond } of points) {
    if (!(perSecond >= 0 && Number.isFinite(perSecond))) {
      throw new RangeError(`Cannot use a rate as it must be finite and not negative: current value is ${perSecond}`)
    }
    if (!(atUs >= last)) {
      throw new RangeError(`Cannot use a rate curve as its times must not fall: current value is ${atUs}`)
    }
    last = atUs
  }
  if (points[0]?.atUs !== 0) {
    throw new RangeError(`Cannot use a rate curve as it must begin at 0: current value is ${points[0]?.atUs ?? 'none'}`)
  }
}

/**
 * Inverts the integral of a piecewise linear rate. The root is written so that a slope of zero needs no special case.
 * The returned function must be called with counts that do not fall.
 * @throws RangeError for an empty or backward curve and for rates that are negative or not finite.
 */
export function createInverseRate(points: readonly RatePoint[]): InverseRate {
  checkPoints(points)
  const segments = toSegments(points)
  let index = 0
  return (count) => {
    while (index < segments.length - 1 && count >= (segments[index]?.endCount ?? 0)) index++
    const segment = segments[index]
    if (segment === undefined) return Number.POSITIVE_INFINITY
    const { atUs, before, perSecond, slope } = segment
    const rest = (count - before) * 1e6
    const root = Math.sqrt(perSecond * perSecond + 2 * slope * rest)
    return rest <= 0 ? atUs : atUs + (2 * rest) / (perSecond + root)
  }
}
