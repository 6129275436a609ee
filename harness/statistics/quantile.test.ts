import { expect, test } from 'vitest'
import { median, quantile } from './quantile.ts'

test('quantile() agrees with type 7 of R: quantile(c(1, 2, 4, 8), c(.25, .9))', () => {
  expect(quantile([8, 1, 4, 2], 0.25)).toBe(1.75)
  expect(quantile([8, 1, 4, 2], 0.9)).toBeCloseTo(6.8, 12)
})

test('quantile() takes the ends and a single value', () => {
  expect([quantile([3, 1, 2], 0), quantile([3, 1, 2], 1), quantile([7], 0.3)]).toEqual([1, 3, 7])
})

test('quantile() refuses nothing and shares out of range', () => {
  expect(() => quantile([], 0.5)).toThrow(RangeError)
  expect(() => quantile([1], 1.1)).toThrow('current value is 1.1')
})

test('median() of an even count lies between the middle two, sorted by value and not by text', () => {
  expect(median([10, 9, 2, 100])).toBe(9.5)
})
