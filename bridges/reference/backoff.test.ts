import { describe, expect, test } from 'vitest'

import { createBackoff } from './backoff.ts'

describe('createBackoff()', () => {
  test.each([[0], [0.999]])('grows with every attempt up to the limit, whatever the jitter', (jitter) => {
    let high = jitter > 0.5
    const alternating = (): number => {
      high = !high
      return high ? 0.999 : 0
    }
    const { next } = createBackoff(30_000, alternating)
    const delays = Array.from({ length: 12 }, next)
    for (let at = 1; at < 6; at += 1) expect(delays[at]).toBeGreaterThan(delays[at - 1] ?? Infinity)
    for (const delay of delays) expect(delay).toBeLessThanOrEqual(30_000)
    expect(Math.min(...delays.slice(6))).toBeGreaterThanOrEqual(22_500)
  })

  test('makes at most one attempt a second on average', () => {
    const { next } = createBackoff(30_000, () => 0)
    let time = 0
    let attempts = 1
    while (time < 60_000) {
      time += next()
      attempts += 1
      expect(attempts).toBeLessThanOrEqual(Math.max(3, time / 1_000 + 2))
    }
  })

  test('reset() starts again', () => {
    const { next, reset } = createBackoff(30_000, () => 0.5)
    next()
    next()
    reset()
    expect(next()).toBe(500)
  })
})
