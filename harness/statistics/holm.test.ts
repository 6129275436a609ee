import { expect, test } from 'vitest'
import { holm } from './holm.ts'

test('holm() agrees with p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") of R', () => {
  const expected = [0.05, 0.08, 0.09, 0.09, 0.09]
  holm([0.01, 0.02, 0.03, 0.04, 0.05]).forEach((p, i) => expect(p).toBeCloseTo(expected[i] ?? 0, 12))
})

test('holm() keeps the order given and never exceeds 1', () => {
  expect(holm([0.9, 0.001, 0.6])).toEqual([1, 0.003, 1])
})

test('holm() leaves a single value as it is', () => {
  expect(holm([0.012])).toEqual([0.012])
})
