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

function checkPoint({ atUs, perSecond }: RatePoint, last: RatePoint | undefined): void {
  if (!(perSecond >= 0 && Number.isFinite(perSecond))) {
    throw new RangeError(`Cannot use a rate as it must be finite and not negative: current value is ${perSecond}`)
  }
  if (last !== undefined && !(atUs >= last.atUs)) {
    throw new RangeError(`Cannot use a rate curve as its times must not fall: current value is ${atUs}`)
  }
}

/** Cuts a curve into segments, one at a time: a random curve has no end. */
function* toSegments(points: Iterable<RatePoint>): Generator<Segment, void, undefined> {
  let before = 0
  let from: RatePoint | undefined
  for (const point of points) {
    checkPoint(point, from)
    if (from !== undefined) {
      const widthUs = point.atUs - from.atUs
      const count = ((from.perSecond + point.perSecond) / 2e6) * widthUs
      const slope = widthUs > 0 ? (point.perSecond - from.perSecond) / widthUs : 0
      yield { ...from, before, slope, endCount: before + count }
      before += count
    }
    from = point
  }
  if (from !== undefined) yield { ...from, before, slope: 0, endCount: Number.POSITIVE_INFINITY }
}

/**
 * Inverts the integral of a piecewise linear rate. The root is written so that a slope of zero needs no special case.
 * The returned function must be called with counts that do not fall.
 * @throws RangeError for an empty or backward curve and for rates that are negative or not finite.
 */
export function createInverseRate(points: readonly RatePoint[]): InverseRate {
  points.forEach((point, index) => checkPoint(point, points[index - 1]))
  if (points[0]?.atUs !== 0) {
    throw new RangeError(`Cannot use a rate curve as it must begin at 0: current value is ${points[0]?.atUs ?? 'none'}`)
  }
  return invertRate(points)
}

/**
 * The same for a curve that is made while it is used, which must begin at 0.
 * @throws RangeError when it comes to a point that runs backwards or has a rate that is negative or not finite
 */
export function invertRate(points: Iterable<RatePoint>): InverseRate {
  const segments = toSegments(points)
  let segment = segments.next().value ?? undefined
  return (count) => {
    while (segment !== undefined && count >= segment.endCount) segment = segments.next().value ?? undefined
    if (segment === undefined) return Number.POSITIVE_INFINITY
    const { atUs, before, perSecond, slope } = segment
    const rest = (count - before) * 1e6
    const root = Math.sqrt(perSecond * perSecond + 2 * slope * rest)
    return rest <= 0 ? atUs : atUs + (2 * rest) / (perSecond + root)
  }
}
