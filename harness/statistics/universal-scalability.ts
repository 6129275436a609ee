import type { Random } from '../../simulators/traffic/random.ts'
import { leastSquares } from './least-squares.ts'
import { quantile } from './quantile.ts'

/** Throughput measured at one size: subscribers, connections, nodes. */
export interface ScalePoint {
  readonly size: number
  readonly throughput: number
}

/**
 * Gunther's Universal Scalability Law, X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)).
 */
export interface ScalabilityLaw {
  /** Throughput of size 1 by the fit. */
  readonly lambda: number
  /** Contention: the share that is done one after the other. */
  readonly sigma: number
  /** Coherency: what every one costs every other. */
  readonly kappa: number
}

export function throughputAt({ lambda, sigma, kappa }: ScalabilityLaw, size: number): number {
  return (lambda * size) / (1 + sigma * (size - 1) + kappa * size * (size - 1))
}

/** Different sizes that three coefficients and their interval need at least. */
export const FEWEST_SIZES = 5

/**
 * Fits the law by weighted least squares of `N / X = a + b (N - 1) + c N (N - 1)` with weights 1/y^2, that is of
 * relative errors; lambda = 1/a, sigma = b/a, kappa = c/a. A term that would become negative is dropped: of all fits
 * without one the best is taken.
 * @throws RangeError when a size is below 1, a throughput not positive, or there are fewer than five different sizes
 */
export function fitScalability(points: readonly ScalePoint[]): ScalabilityLaw {
  check(points)
  const y = points.map(({ size, throughput }) => size / throughput)
  const fits = TERMS.flatMap((terms) => fitTerms(points, y, terms))
  const best = fits.reduce((one, other) => (other.error < one.error ? other : one))
  const [a, b, c] = best.coefficients
  return { lambda: 1 / a, sigma: b / a, kappa: c / a }
}

const sizeTerms = (size: number): readonly number[] => [1, size - 1, size * (size - 1)]

/** Indexes of the terms of each fit that is tried. */
const TERMS: readonly (readonly number[])[] = [[0], [0, 1], [0, 2], [0, 1, 2]]

interface Fit {
  readonly coefficients: readonly [a: number, b: number, c: number]
  readonly error: number
}

function fitTerms(points: readonly ScalePoint[], y: readonly number[], terms: readonly number[]): Fit[] {
  const rows = points.map(({ size }) => terms.map((term) => sizeTerms(size)[term] ?? 0))
  const weights = y.map((value) => 1 / value ** 2)
  const found = leastSquares(rows, y, weights)
  if (!found || !((found[0] ?? 0) > 0) || found.some((coefficient) => coefficient < 0)) return []
  const of = (term: number): number => (terms.includes(term) ? (found[terms.indexOf(term)] ?? 0) : 0)
  const error = rows.reduce((total, row, i) => {
    const fitted = row.reduce((sum, value, j) => sum + value * (found[j] ?? 0), 0)
    return total + (weights[i] ?? 0) * ((y[i] ?? 0) - fitted) ** 2
  }, 0)
  return [{ coefficients: [of(0), of(1), of(2)], error }]
}

/** What the law says of a size, and how far it may be trusted there. */
export interface ScalePrediction {
  readonly size: number
  readonly throughput: number
  /** 95 % interval of the residual bootstrap. */
  readonly interval: readonly [low: number, high: number]
  /** `warn` between twice and four times the largest size measured; `refused` beyond, or where nothing is certain. */
  readonly trust: 'good' | 'warn' | 'refused'
}

const RESAMPLES = 200
const TRUSTED_REACH = 2
const LONGEST_REACH = 4
const WIDEST_INTERVAL = 0.5

/**
 * Predicts throughputs with an interval from a residual bootstrap: relative residuals, widened by sqrt(n / (n - 3)),
 * are drawn again and the law fitted anew, 200 times.
 * @throws RangeError as {@link fitScalability}
 */
export function predictScalability(
  points: readonly ScalePoint[],
  sizes: readonly number[],
  random: Random,
): ScalePrediction[] {
  const law = fitScalability(points)
  const laws = resampleLaws(points, law, random)
  const largest = Math.max(...points.map(({ size }) => size))
  return sizes.map((size) => {
    const throughput = throughputAt(law, size)
    const samples = laws.map((resampled) => throughputAt(resampled, size))
    const interval = [quantile(samples, 0.025), quantile(samples, 0.975)] as const
    return { size, throughput, interval, trust: trustIn(size / largest, (interval[1] - interval[0]) / throughput) }
  })
}

function trustIn(reach: number, width: number): ScalePrediction['trust'] {
  if (reach > LONGEST_REACH || width > WIDEST_INTERVAL) return 'refused'
  return reach > TRUSTED_REACH ? 'warn' : 'good'
}

function resampleLaws(points: readonly ScalePoint[], law: ScalabilityLaw, random: Random): ScalabilityLaw[] {
  const widening = Math.sqrt(points.length / (points.length - 3))
  const residuals = points.map(({ size, throughput }) => {
    const fitted = size / throughputAt(law, size)
    return ((size / throughput - fitted) / fitted) * widening
  })
  return Array.from({ length: RESAMPLES }, () =>
    fitScalability(
      points.map(({ size }) => {
        const drawn = residuals[random.below(residuals.length)] ?? 0
        // A residual below -1 would make a negative time of a throughput.
        return { size, throughput: throughputAt(law, size) / Math.max(1 + drawn, 0.01) }
      }),
    ),
  )
}

function check(points: readonly ScalePoint[]): void {
  const wrong = points.find(({ size, throughput }) => !(size >= 1 && throughput > 0))
  if (wrong) {
    const { size, throughput } = wrong
    throw new RangeError(
      `Cannot fit scalability as throughputs must be positive: current value is ${throughput} at ${size}`,
    )
  }
  const sizes = new Set(points.map(({ size }) => size)).size
  if (sizes < FEWEST_SIZES) {
    throw new RangeError(
      `Cannot fit scalability as there must be ${FEWEST_SIZES} different sizes: current value is ${sizes}`,
    )
  }
}
