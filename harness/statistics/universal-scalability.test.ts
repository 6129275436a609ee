import { expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import {
  fitScalability,
  predictScalability,
  type ScalabilityLaw,
  type ScalePoint,
  throughputAt,
} from './universal-scalability.ts'

// Gunther, "Guerrilla Capacity Planning" (2007), table 5.1: a ray tracer on up to 64 processors. The R package usl
// fits sigma = 0.0500, kappa = 4.7e-06 and 20 at size 1 to it.
const RAY_TRACER: readonly ScalePoint[] = [
  [1, 20],
  [4, 78],
  [8, 130],
  [12, 170],
  [16, 190],
  [20, 200],
  [24, 210],
  [28, 230],
  [32, 260],
  [48, 280],
  [64, 310],
].map(([size = 1, throughput = 1]) => ({ size, throughput }))

const SIZES = [1, 2, 4, 8, 16]

function measure(law: ScalabilityLaw, noise: number, trial: number): ScalePoint[] {
  const random = randomStream('usl', 'points', trial)
  return [1, 2, 3].flatMap(() =>
    SIZES.map((size) => ({ size, throughput: throughputAt(law, size) * (1 + noise * random.normal()) })),
  )
}

test('fitScalability() finds the law that made the points', () => {
  const law = { lambda: 1000, sigma: 0.04, kappa: 0.0005 }
  const found = fitScalability(SIZES.map((size) => ({ size, throughput: throughputAt(law, size) })))
  expect(found.lambda).toBeCloseTo(1000, 6)
  expect(found.sigma).toBeCloseTo(0.04, 9)
  expect(found.kappa).toBeCloseTo(0.0005, 9)
})

/** Sum of squares of the relative errors of N / X: what the fit makes least. */
const errorOf = (law: ScalabilityLaw): number =>
  RAY_TRACER.reduce((sum, { size, throughput }) => sum + (1 - throughput / throughputAt(law, size)) ** 2, 0)

test('fitScalability() comes near the published fit of the ray tracer, with a smaller relative error', () => {
  const fit = fitScalability(RAY_TRACER)
  expect(fit.lambda).toBeGreaterThan(18)
  expect(fit.lambda).toBeLessThan(22)
  expect(fit.sigma).toBeGreaterThan(0.04)
  expect(fit.sigma).toBeLessThan(0.06)
  expect(fit.kappa).toBeLessThan(5e-5)
  expect(errorOf(fit)).toBeLessThan(errorOf({ lambda: 20, sigma: 0.05, kappa: 4.7e-6 }))
})

test('fitScalability() drops terms that would be negative: growth better than linear is linear', () => {
  const { sigma, kappa } = fitScalability(SIZES.map((size) => ({ size, throughput: 100 * size ** 1.1 })))
  expect([sigma, kappa]).toEqual([0, 0])
})

test('fitScalability() refuses too few sizes', () => {
  expect(() => fitScalability(RAY_TRACER.slice(0, 4))).toThrow('there must be 5 different sizes: current value is 4')
})

test('predictScalability() covers the true throughput at twice the range in at least 88 of 100 trials', () => {
  const law = { lambda: 1000, sigma: 0.04, kappa: 0.0005 }
  const truth = throughputAt(law, 32)
  const trials = Array.from({ length: 100 }, (_, trial) =>
    predictScalability(measure(law, 0.02, trial), [32], randomStream('usl', 'bootstrap', trial)),
  )
  const covered = trials.filter(([at]) => at && at.interval[0] <= truth && truth <= at.interval[1])
  expect(covered.length).toBeGreaterThanOrEqual(88)
})

test('predictScalability() warns beyond twice the range and refuses beyond four times or without certainty', () => {
  const sizes = [16, 32, 33, 64, 65]
  const certain = predictScalability(
    measure({ lambda: 1000, sigma: 0.04, kappa: 0.0005 }, 0.002, 1),
    sizes,
    randomStream('usl', 'b'),
  )
  expect(certain.map(({ trust }) => trust)).toEqual(['good', 'good', 'warn', 'warn', 'refused'])
  const wild = predictScalability(
    measure({ lambda: 1000, sigma: 0.04, kappa: 0.002 }, 0.25, 2),
    [64],
    randomStream('usl', 'b'),
  )
  expect(wild[0]?.trust).toBe('refused')
})

test('predictScalability() repeats itself from its seed', () => {
  const points = measure({ lambda: 1000, sigma: 0.04, kappa: 0.0005 }, 0.05, 3)
  const predict = () => predictScalability(points, [24], randomStream('usl', 'again'))
  expect(predict()).toEqual(predict())
})
