/** A straight line through points, with how sure its slope is. */
export interface Slope {
  /** Change of y for each unit of x. */
  readonly slope: number
  /** Limits of the 95 % confidence interval. */
  readonly low: number
  readonly high: number
}

/** Of the normal distribution: the points of a run are dozens at least. */
const QUANTILE_975 = 1.96
/** Neighbours that are more alike than this say hardly anything new. */
const MOST_ALIKE = 0.95

/**
 * Least squares. Samples of memory resemble their neighbours, which makes the textbook's interval too narrow: the
 * variance is multiplied by (1 + r) / (1 - r) with r the correlation of neighbouring residuals, as for a first-order
 * autoregressive process.
 * @param points at least three
 */
export function fitSlope(points: readonly (readonly [x: number, y: number])[]): Slope {
  const middleX = mean(points.map(([x]) => x))
  const middleY = mean(points.map(([, y]) => y))
  const spread = sum(points.map(([x]) => (x - middleX) ** 2))
  const slope = sum(points.map(([x, y]) => (x - middleX) * (y - middleY))) / spread
  const residuals = points.map(([x, y]) => y - middleY - slope * (x - middleX))
  const squares = sum(residuals.map((residual) => residual ** 2))
  const alike = squares === 0 ? 0 : sum(residuals.slice(1).map((residual, at) => residual * (residuals[at] ?? 0))) / squares
  const correlation = Math.min(Math.max(alike, 0), MOST_ALIKE)
  const variance = (squares / (points.length - 2) / spread) * ((1 + correlation) / (1 - correlation))
  const half = QUANTILE_975 * Math.sqrt(variance)
  return { slope, low: slope - half, high: slope + half }
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length
