import { studentQuantile } from './distributions.ts'

/** A straight line through points, with what is known of its slope. */
export interface Slope {
  /** Change of y for each unit of x. */
  readonly slope: number
  readonly standardError: number
  /** Interval that holds the true slope with the confidence asked for. */
  readonly interval: readonly [low: number, high: number]
  /** Independent points that the interval rests on: fewer than there are when neighbours resemble each other. */
  readonly effectivePoints: number
}

/**
 * Fits a line by ordinary least squares to points in the order of x. Samples of memory or descriptors follow each
 * other, so the interval counts fewer points when residuals do: with their lag-1 correlation r, n (1 - r) / (1 + r)
 * (Santer et al., J. Geophys. Res. 105, 2000, eq. 6).
 * @param confidence above 0, below 1
 * @returns undefined when fewer than three points, or all of one x, leave the slope open
 */
export function fitSlope(points: readonly (readonly [x: number, y: number])[], confidence = 0.95): Slope | undefined {
  const n = points.length
  const middleX = mean(points.map(([x]) => x))
  const middleY = mean(points.map(([, y]) => y))
  const spread = sum(points.map(([x]) => (x - middleX) ** 2))
  if (n < 3 || !(spread > 0)) return undefined
  const slope = sum(points.map(([x, y]) => (x - middleX) * (y - middleY))) / spread
  const residuals = points.map(([x, y]) => y - middleY - slope * (x - middleX))
  const effectivePoints = countIndependent(residuals)
  const freedom = effectivePoints - 2
  const squares = sum(residuals.map((residual) => residual ** 2))
  if (!(freedom > 0)) return { slope, standardError: Infinity, interval: [-Infinity, Infinity], effectivePoints }
  const standardError = Math.sqrt(squares / freedom / spread)
  const reach = squares === 0 ? 0 : standardError * studentQuantile((1 + confidence) / 2, freedom)
  return { slope, standardError, interval: [slope - reach, slope + reach], effectivePoints }
}

function countIndependent(residuals: readonly number[]): number {
  const squares = sum(residuals.map((residual) => residual ** 2))
  const products = sum(residuals.slice(1).map((residual, i) => residual * (residuals[i] ?? 0)))
  const correlation = squares > 0 ? Math.max(0, products / squares) : 0
  return (residuals.length * (1 - correlation)) / (1 + correlation)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length
