import { expect, test } from 'vitest'
import { thinOut } from './thin-out.ts'

const at = (values: readonly (number | undefined)[]) => values.map((value, i) => ({ at: i, value }))

test('thinOut() leaves few points alone', () => {
  const points = at([1, undefined, 3])
  expect(thinOut(points, 3)).toBe(points)
})

test('thinOut() keeps the worst of each bin, and gaps that fill one', () => {
  expect(thinOut(at([1, 9, undefined, undefined, 2, undefined, 4]), 4)).toEqual([
    { at: 0, value: 9 },
    { at: 2, value: undefined },
    { at: 4, value: 2 },
    { at: 6, value: 4 },
  ])
})
