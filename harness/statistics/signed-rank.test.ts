import { expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { hodgesLehmann } from './hodges-lehmann.ts'
import { EXACT_UP_TO, signedRankP } from './signed-rank.ts'

// Hollander and Wolfe (1973), table 3.1: Hamilton depression scale of nine patients before and after tranquillizers.
const BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
const AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
const DEPRESSION = BEFORE.map((before, i) => before - (AFTER[i] ?? 0))

// Darwin's maize (Fisher 1935), as in the documentation of scipy.stats.wilcoxon.
const MAIZE = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]

test('signedRankP() gives the p value of R for the depression scale: 0.01953', () => {
  expect(signedRankP(DEPRESSION)).toBeCloseTo(0.01953125, 10)
})

test("signedRankP() gives scipy's p value for Darwin's maize: 0.0206298828125", () => {
  expect(signedRankP(MAIZE)).toBeCloseTo(0.0206298828125, 12)
})

test('signedRankP() shows the other side with the same data: both tails share the observed rank sum', () => {
  expect(signedRankP(MAIZE, { alternative: 'less' })).toBeGreaterThan(0.97)
  expect(
    signedRankP(
      MAIZE.map((value) => -value),
      { alternative: 'less' },
    ),
  ).toBe(signedRankP(MAIZE))
})

test('signedRankP() holds differences against a shift', () => {
  expect(signedRankP([11, 12, 13, 14, 15], { shift: 10 })).toBe(1 / 32)
  expect(signedRankP([11, 12, 13, 14, 15], { shift: 20, alternative: 'less' })).toBe(1 / 32)
})

test('signedRankP() counts ties out: of 16 signs of the ranks 1.5, 1.5, 3, 4 one reaches 10, two reach 8.5', () => {
  expect(signedRankP([1, 1, 2, 3])).toBe(1 / 16)
  expect(signedRankP([-1, 1, 2, 3])).toBe(3 / 16)
})

test('signedRankP() leaves out what equals the shift', () => {
  expect(signedRankP([0, 0, 1, 2])).toBe(1 / 4)
  expect(signedRankP([0, 0])).toBe(1)
})

test('signedRankP() goes from exact to normal without a step', () => {
  const random = randomStream('signed-rank', 'differences')
  const many = Array.from({ length: EXACT_UP_TO + 1 }, () => Math.round((random.normal() + 0.25) * 20) / 20)
  const normal = signedRankP(many)
  const exact = signedRankP(many.slice(0, EXACT_UP_TO))
  const oneMore = signedRankP([...many.slice(0, EXACT_UP_TO), 0])
  expect(oneMore).toBe(exact)
  expect(normal).toBeGreaterThan(0)
  expect(Math.abs(normal - exact)).toBeLessThan(0.05)
})

test('signedRankP() is uniform where nothing differs: a level of 5 % is kept in 5 % of 2000 trials', () => {
  const random = randomStream('signed-rank', 'uniform')
  const trials = Array.from({ length: 2000 }, () => signedRankP(Array.from({ length: 24 }, () => random.normal())))
  const share = trials.filter((p) => p < 0.05).length / trials.length
  expect(share).toBeGreaterThan(0.035)
  expect(share).toBeLessThan(0.065)
})

test('hodgesLehmann() gives the estimate of Hollander and Wolfe, example 3.3: 0.46', () => {
  expect(hodgesLehmann(DEPRESSION)).toBeCloseTo(0.46, 10)
})

test('hodgesLehmann() takes the median of all pairs: of 1, 2, 9 they are 1, 1.5, 2, 5, 5.5, 9', () => {
  expect(hodgesLehmann([9, 1, 2])).toBe(3.5)
})
