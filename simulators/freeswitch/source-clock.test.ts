import { describe, expect, test } from 'vitest'
import { createEventClock } from './source-clock.ts'

const clock = { nowUs: () => 0, epochUs: (us: number) => 1_795_311_257_113_957 + Math.round(us) }

describe('createEventClock()', () => {
  test('createEventClock() shows the intended microsecond in exact mode', () => {
    expect(createEventClock(clock, 'exact')(41_234)).toBe(1_795_311_257_155_191)
  })

  test('createEventClock() shows the last tick at or before the moment, counted from the start of the run', () => {
    const ticks = createEventClock(clock, 'ticks')
    expect([0, 19_999.9, 20_000, 41_234].map(ticks)).toEqual([
      1_795_311_257_113_957,
      1_795_311_257_113_957,
      1_795_311_257_133_957,
      1_795_311_257_153_957,
    ])
  })
})
