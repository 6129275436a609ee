import { describe, expect, it } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { fitSlope } from './slope.ts'

/** A line of slope 2 with noise whose neighbours are correlated by `alike`. */
function noisy(seed: number, alike: number): [number, number][] {
  const random = randomStream('slope', 'noise', seed)
  let noise = 0
  return Array.from({ length: 200 }, (_, x) => {
    noise = alike * noise + random.normal()
    return [x, 5 + 2 * x + noise]
  })
}

const covers = ({ low, high }: { low: number; high: number }): boolean => low <= 2 && high >= 2

describe('fitSlope()', () => {
  it('finds the slope of an exact line, and is sure of it', () => {
    expect(fitSlope([[0, 1], [1, 3], [2, 5], [3, 7]])).toEqual({ slope: 2, low: 2, high: 2 })
  })

  it.each([0, 0.6])('covers the truth about 19 times in 20 where neighbours are alike by %f', (alike) => {
    const hits = Array.from({ length: 400 }, (_, seed) => fitSlope(noisy(seed, alike))).filter(covers).length
    expect(hits).toBeGreaterThan(400 * 0.9)
    expect(hits).toBeLessThan(400 * 0.985)
  })
})
