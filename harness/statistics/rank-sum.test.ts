import { expect, test } from 'vitest'
import { rankSumP, shiftBetween } from './rank-sum.ts'

// Hollander and Wolfe (1973), p. 69: permeability constants of the human chorioamnion, as in R's help of wilcox.test().
const AT_TERM = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const EARLY = [1.15, 0.88, 0.9, 0.74, 1.21]

test('rankSumP() gives what R gives for the permeability constants by the corrected normal form: 0.1223', () => {
  expect(rankSumP(EARLY, AT_TERM)).toBeCloseTo(0.1223, 4)
})

test('rankSumP() shares ranks among ties: 15 of 16 won and ties of 2, 3 and 2 make z = 6.5 / sqrt(11.143)', () => {
  // 4 * 4 / 12 * (9 - (6 + 24 + 6) / 56) = 11.143; the upper tail of the normal distribution at 1.9472.
  expect(rankSumP([1, 1, 2, 2], [2, 3, 3, 4])).toBeCloseTo(0.025754, 5)
})

test('rankSumP() says nothing of nothing', () => {
  expect([rankSumP([], [1]), rankSumP([2, 2], [2, 2, 2])]).toEqual([1, 1])
})

test('shiftBetween() gives the estimate of R for the permeability constants: 0.305', () => {
  expect(shiftBetween(EARLY, AT_TERM)).toBeCloseTo(0.305, 10)
})
