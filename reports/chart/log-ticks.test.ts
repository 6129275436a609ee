import { expect, test } from 'vitest'
import { logBounds, logTicks } from './log-ticks.ts'

test.each([
  [130, 35_300, [100, 50_000]],
  [100, 50_000, [100, 50_000]],
  [7, 7, [5, 10]],
  [5, 5, [5, 50]],
])('logBounds(%d, %d) takes whole steps around the values', (low, high, bounds) => {
  expect(logBounds(low, high)).toEqual(bounds)
})

test('logTicks() takes as many steps of a decade as there is room for', () => {
  expect(logTicks(100, 5000, 10)).toEqual([100, 200, 500, 1000, 2000, 5000])
  expect(logTicks(100, 5000, 4)).toEqual([100, 300, 1000, 3000])
  expect(logTicks(1, 1e9, 5)).toEqual([1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9])
})
