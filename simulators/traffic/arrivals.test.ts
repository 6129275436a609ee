import { describe, expect, test } from 'vitest'
import { createArrivalTimes } from './arrivals.ts'
import { randomStream } from './random.ts'
import { createInverseRate } from './rate-curve.ts'

const take = (count: number, next: () => number): number[] => Array.from({ length: count }, next)

describe('createInverseRate()', () => {
  test('createInverseRate() puts a constant rate on the clock', () => {
    const inverse = createInverseRate([{ atUs: 0, perSecond: 50 }])
    expect([0, 1, 2.5, 100].map(inverse)).toEqual([0, 20_000, 50_000, 2_000_000])
  })

  test('createInverseRate() follows a ramp and stays at its end', () => {
    // 0 to 100/s within 2 s: 50 t^2 / 2 arrivals until t, 100 in all.
    const inverse = createInverseRate([{ atUs: 0, perSecond: 0 }, { atUs: 2e6, perSecond: 100 }])
    expect(inverse(25)).toBeCloseTo(1e6, 3)
    expect(inverse(100)).toBeCloseTo(2e6, 3)
    expect(inverse(150)).toBeCloseTo(2.5e6, 3)
  })

  test('createInverseRate() follows a falling ramp to zero and then never arrives', () => {
    const inverse = createInverseRate([{ atUs: 0, perSecond: 100 }, { atUs: 2e6, perSecond: 0 }])
    expect(inverse(75)).toBeCloseTo(1e6, 3)
    expect(inverse(101)).toBe(Number.POSITIVE_INFINITY)
  })

  test('createInverseRate() steps where two points share a moment', () => {
    const inverse = createInverseRate([
      { atUs: 0, perSecond: 10 },
      { atUs: 1e6, perSecond: 10 },
      { atUs: 1e6, perSecond: 1000 },
    ])
    expect(inverse(5)).toBeCloseTo(500_000, 3)
    expect(inverse(10)).toBe(1e6)
    expect(inverse(1010)).toBeCloseTo(2e6, 3)
  })

  test('createInverseRate() refuses curves that do not begin at 0, run backwards or go below zero', () => {
    expect(() => createInverseRate([])).toThrow(RangeError)
    expect(() => createInverseRate([{ atUs: 5, perSecond: 1 }])).toThrow('it must begin at 0: current value is 5')
    expect(() => createInverseRate([{ atUs: 0, perSecond: -1 }])).toThrow('current value is -1')
    const backward = [{ atUs: 0, perSecond: 1 }, { atUs: 9, perSecond: 1 }, { atUs: 8, perSecond: 1 }]
    expect(() => createInverseRate(backward)).toThrow('times must not fall: current value is 8')
  })
})

describe('createArrivalTimes()', () => {
  test('createArrivalTimes() spaces a constant process evenly after its phase', () => {
    const times = take(100, createArrivalTimes({ kind: 'constant', perSecond: 200 }, randomStream('a', 'arrivals', 0)))
    expect(times[0]).toBeGreaterThanOrEqual(0)
    expect(times[0]).toBeLessThan(5000)
    times.forEach((time, index) => expect(time).toBeCloseTo((times[0] ?? 0) + index * 5000, 3))
  })

  test('createArrivalTimes() makes Poisson counts: variance equals mean', () => {
    const next = createArrivalTimes({ kind: 'poisson', perSecond: 100 }, randomStream('b', 'arrivals', 0))
    const counts = new Array<number>(1000).fill(0)
    for (let time = next(); time < 1000e6; time = next()) counts[Math.floor(time / 1e6)]! += 1
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length
    const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1)
    // Standard errors: 0.32 of the mean, 0.045 of the ratio.
    expect(Math.abs(mean - 100)).toBeLessThan(1.3)
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.18)
  })

  test('createArrivalTimes() never arrives at rate zero', () => {
    const next = createArrivalTimes({ kind: 'poisson', perSecond: 0 }, randomStream('c', 'arrivals', 0))
    expect(next()).toBe(Number.POSITIVE_INFINITY)
  })
})
