import { expect, test } from 'vitest'
import { normalTail, studentQuantile } from './distributions.ts'

test('normalTail() gives the tabled values, far out as well', () => {
  expect(normalTail(1.959964)).toBeCloseTo(0.025, 6)
  expect(normalTail(0)).toBeCloseTo(0.5, 12)
  expect(normalTail(5) / 2.866516e-7).toBeCloseTo(1, 4)
})

test('studentQuantile() gives the tabled values: 12.706, 2.262 and 1.984', () => {
  expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062, 3)
  expect(studentQuantile(0.975, 9)).toBeCloseTo(2.262157, 5)
  expect(studentQuantile(0.975, 100)).toBeCloseTo(1.983972, 5)
})
