import { describe, expect, test } from 'vitest'
import { createRandom, randomStream } from './random.ts'

const take = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('createRandom()', () => {
  test('createRandom() gives the published words for the state 1, 2, 3, 4', () => {
    // First outputs of the authors' C code, as the reference test of the rand_xoshiro crate lists them.
    expect(take(10, createRandom([1, 2, 3, 4]).u32)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  test('uniform() stays in [0, 1) and fills it evenly', () => {
    const values = take(20_000, createRandom([1, 2, 3, 4]).uniform)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    const bins = new Array<number>(20).fill(0)
    for (const value of values) bins[Math.floor(value * 20)]! += 1
    // Chi-squared with 19 degrees of freedom: 43.8 is exceeded once in a thousand seeds.
    expect(bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(43.8)
  })

  test('below() reaches every value and no other', () => {
    const random = createRandom([9, 8, 7, 6])
    expect(new Set(take(1000, () => random.below(6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  })

  test('exponential() has mean and deviation 1', () => {
    const values = take(40_000, createRandom([5, 6, 7, 8]).exponential)
    expect(mean(values)).toBeCloseTo(1, 1)
    expect(Math.sqrt(mean(values.map((value) => (value - 1) ** 2)))).toBeCloseTo(1, 1)
  })

  test('lognormal() has the given median and sigma', () => {
    const random = createRandom([4, 3, 2, 1])
    const logs = take(40_000, () => Math.log(random.lognormal(120, 0.8) / 120))
    expect(mean(logs)).toBeCloseTo(0, 1)
    expect(Math.sqrt(mean(logs.map((log) => log ** 2)))).toBeCloseTo(0.8, 1)
  })
})

describe('randomStream()', () => {
  test('randomStream() repeats for the same seed, kind and indices', () => {
    expect(take(8, randomStream('s', 'call', 3, 7).u32)).toEqual(take(8, randomStream('s', 'call', 3, 7).u32))
  })

  test('randomStream() differs when seed, kind or any index differs', () => {
    const outputs = [
      randomStream('s', 'call', 3, 7),
      randomStream('t', 'call', 3, 7),
      randomStream('s', 'calm', 3, 7),
      randomStream('s', 'call', 37),
      randomStream('s', 'call', 3, 8),
      randomStream('s', 'call', 7, 3),
      randomStream('s', 'call'),
    ].map((random) => random.u32())
    expect(new Set(outputs).size).toBe(outputs.length)
  })
})
