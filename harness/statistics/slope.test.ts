import { expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { fitSlope } from './slope.ts'

// Anscombe (1973), first set: slope 0.50009 with standard error 0.11791, 9 degrees of freedom.
const ANSCOMBE = [
  [4, 4.26],
  [5, 5.68],
  [6, 7.24],
  [7, 4.82],
  [8, 6.95],
  [9, 8.81],
  [10, 8.04],
  [11, 8.33],
  [12, 10.84],
  [13, 7.58],
  [14, 9.96],
] as const

test("fitSlope() gives the figures of Anscombe's first set", () => {
  const fit = fitSlope(ANSCOMBE)
  expect(fit?.slope).toBeCloseTo(0.50009, 5)
  expect(fit?.standardError).toBeCloseTo(0.11791, 5)
  // confint(lm(y1 ~ x1, anscombe)) of R: 0.2333701, 0.7668117.
  expect(fit?.interval[0]).toBeCloseTo(0.23337, 4)
  expect(fit?.interval[1]).toBeCloseTo(0.76681, 4)
})

test('fitSlope() widens its interval where neighbours resemble each other, and covers the true slope', () => {
  const trials = Array.from({ length: 200 }, (_, trial) => fitSlope(wander(trial)))
  const covered = trials.filter((fit) => fit && fit.interval[0] <= 0 && fit.interval[1] >= 0).length
  expect(covered / trials.length).toBeGreaterThan(0.9)
  expect(Math.max(...trials.map((fit) => fit?.effectivePoints ?? 0))).toBeLessThan(100)
})

/** 120 samples of no slope, each like the one before it: an autoregressive process with coefficient 0.6. */
function wander(trial: number): [number, number][] {
  const random = randomStream('slope', 'wander', trial)
  let level = 0
  return Array.from({ length: 120 }, (_, i) => [i, (level = 0.6 * level + random.normal())])
}

test('fitSlope() knows a perfect line and what it cannot know', () => {
  expect(
    fitSlope([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toMatchObject({ slope: 2, interval: [2, 2] })
  expect(
    fitSlope([
      [0, 1],
      [1, 3],
    ]),
  ).toBeUndefined()
  expect(
    fitSlope([
      [1, 1],
      [1, 3],
      [1, 4],
    ]),
  ).toBeUndefined()
})
