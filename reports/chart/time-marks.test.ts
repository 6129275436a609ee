import { expect, test } from 'vitest'
import { marksHeight, placeMarks } from './time-marks.ts'

const toX = (at: number): number => at * 10

test('placeMarks() lets a phase last until the next, and a fault until its own end', () => {
  const placed = placeMarks(
    [
      { at: 30, label: 'drain', kind: 'phase' },
      { at: 0, label: 'warm-up', kind: 'phase' },
      { at: 12, until: 15, label: 'freeze' },
      { at: 20, label: 'kill', kind: 'fault' },
    ],
    40,
    toX,
  )
  expect(placed.map(({ label, from, to }) => [label, from, to])).toEqual([
    ['warm-up', 0, 300],
    ['freeze', 120, 150],
    ['kill', 200, 200],
    ['drain', 300, 400],
  ])
})

test('placeMarks() gives labels that would overlap rows of their own', () => {
  const placed = placeMarks(
    [0, 1, 2, 50].map((second) => ({ at: second, label: 'a fault' })),
    60,
    toX,
  )
  expect(placed.map(({ row }) => row)).toEqual([0, 1, 2, 0])
  expect(marksHeight(placed)).toBe(48)
})

test('placeMarks() turns a label to the left that has no room on the right', () => {
  const [early, late] = placeMarks([{ at: 3, label: 'warm-up' }, { at: 38, label: 'drain' }], 40, toX)
  expect([early?.turned, late?.turned]).toEqual([false, true])
  expect(late?.row).toBe(0)
})
