import { expect, test } from 'vitest'
import { wilsonInterval } from './wilson.ts'

test.each([
  // R: prop.test(x, n, correct = FALSE)$conf.int
  [0, 40, 0, 0.0876],
  [2, 40, 0.0138, 0.165],
  [38, 40, 0.835, 0.9862],
  [40, 40, 0.9124, 1],
  [0, 0, 0, 1],
])('wilsonInterval() of %i in %i is %f to %f', (successes, trials, low, high) => {
  const [from, to] = wilsonInterval(successes, trials)
  expect(from).toBeCloseTo(low, 3)
  expect(to).toBeCloseTo(high, 3)
})
