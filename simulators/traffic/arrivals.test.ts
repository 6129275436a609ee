import { describe, expect, test } from 'vitest'
import { crowdArrivals, dayArrivals, OFFICE_DAY, rampArrivals, stepArrivals } from './arrival-shapes.ts'
import { createArrivalTimes, initialPerSecond, peakPerSecond } from './arrivals.ts'
import { dispersionOf, meanBurstRates } from './bursts.ts'
import { randomStream } from './random.ts'
import { createInverseRate, invertRate } from './rate-curve.ts'
import type { Arrivals } from './workload.ts'

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

describe('invertRate()', () => {
  test('invertRate() follows a curve that has no end, no further than it is asked for', () => {
    let made = 0
    function* steps() {
      for (;;) yield { atUs: 1e6 * made++, perSecond: 10 }
    }
    const inverse = invertRate(steps())
    expect([5, 25].map(inverse)).toEqual([500_000, 2.5e6])
    expect(made).toBeLessThan(6)
  })
})

/** Arrivals of a process in bins of equal width. */
function countsOf(arrivals: Arrivals, seed: string, bins: number, binSeconds: number): number[] {
  const next = createArrivalTimes(arrivals, randomStream(seed, 'arrivals', 0), randomStream(seed, 'bursts'))
  const counts = new Array<number>(bins).fill(0)
  const endUs = bins * binSeconds * 1e6
  for (let time = next(); time < endUs; time = next()) counts[Math.floor(time / 1e6 / binSeconds)]! += 1
  return counts
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, n) => sum + n, 0) / values.length

function dispersion(counts: readonly number[]): number {
  const mean = meanOf(counts)
  return counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1) / mean
}

describe('createArrivalTimes()', () => {
  const stream = (seed: string) => randomStream(seed, 'arrivals', 0)

  test('createArrivalTimes() spaces a constant process evenly after its phase', () => {
    const times = take(100, createArrivalTimes({ kind: 'constant', perSecond: 200 }, stream('a'), stream('b')))
    expect(times[0]).toBeGreaterThanOrEqual(0)
    expect(times[0]).toBeLessThan(5000)
    times.forEach((time, index) => expect(time).toBeCloseTo((times[0] ?? 0) + index * 5000, 3))
  })

  test('createArrivalTimes() makes Poisson counts: variance equals mean', () => {
    const counts = countsOf({ kind: 'poisson', perSecond: 100 }, 'b', 1000, 1)
    // Standard errors: 0.32 of the mean, 0.045 of the ratio.
    expect(Math.abs(meanOf(counts) - 100)).toBeLessThan(1.3)
    expect(Math.abs(dispersion(counts) - 1)).toBeLessThan(0.18)
  })

  test('createArrivalTimes() makes bursts of the mean and the dispersion that theory tells', () => {
    const bursts = { factor: 9, share: 0.1, meanSeconds: 0.5 }
    const counts = countsOf({ kind: 'bursty', perSecond: 100, bursts }, 'c', 2000, 20)
    const expected = dispersionOf(meanBurstRates(100, bursts))
    expect(expected).toBeCloseTo(161, 6)
    expect(Math.abs(meanOf(counts) / 100 / 20 - 1)).toBeLessThan(0.02)
    // Bins are some hundred bursts long, so the limit for long intervals holds; standard error of the ratio is 3 %.
    expect(Math.abs(dispersion(counts) / expected - 1)).toBeLessThan(0.13)
  })

  test('createArrivalTimes() lets the sources of a run burst together', () => {
    const bursts = { factor: 50, share: 0.2, meanSeconds: 2 }
    const arrivals: Arrivals = { kind: 'bursty', perSecond: 50, bursts }
    const countsOfSource = (source: number): number[] => {
      const next = createArrivalTimes(arrivals, randomStream('d', 'arrivals', source), randomStream('d', 'bursts'))
      const counts = new Array<number>(200).fill(0)
      for (let time = next(); time < 200e6; time = next()) counts[Math.floor(time / 1e6)]! += 1
      return counts
    }
    const [a, b] = [countsOfSource(0), countsOfSource(1)]
    expect(a).not.toEqual(b)
    const [meanA, meanB] = [meanOf(a), meanOf(b)]
    const covariance = meanOf(a.map((n, i) => (n - meanA) * ((b[i] ?? 0) - meanB)))
    const deviation = (counts: readonly number[]) => Math.sqrt(dispersion(counts) * meanOf(counts))
    expect(covariance / (deviation(a) * deviation(b))).toBeGreaterThan(0.9)
  })

  test('createArrivalTimes() follows a ramp up and down in every bin', () => {
    const points = [{ atSeconds: 0, factor: 0.01 }, { atSeconds: 60, factor: 1 }, { atSeconds: 120, factor: 0.01 }]
    const counts = countsOf({ kind: 'curve', perSecond: 1000, points }, 'e', 12, 10)
    counts.forEach((count, bin) => {
      const middle = bin < 6 ? bin * 10 + 5 : 115 - bin * 10
      const expected = 10 * (10 + (990 * middle) / 60)
      expect(Math.abs(count - expected) / Math.sqrt(expected)).toBeLessThan(3.5)
    })
  })

  test('createArrivalTimes() never arrives at rate zero', () => {
    expect(createArrivalTimes({ kind: 'poisson', perSecond: 0 }, stream('c'), stream('b'))()).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('shapes of arrivals', () => {
  const rates = (arrivals: Arrivals) => [initialPerSecond(arrivals), peakPerSecond(arrivals)]

  test('rampArrivals(), stepArrivals() and crowdArrivals() say where the rate begins and how high it goes', () => {
    expect(rates(rampArrivals(50, { from: 0, to: 2, beginSeconds: 5, endSeconds: 10 }))).toEqual([0, 100])
    expect(rates(stepArrivals(50, [{ atSeconds: 0, factor: 1 }, { atSeconds: 4, factor: 3 }]))).toEqual([50, 150])
    expect(rates(crowdArrivals(50, { factor: 10, atSeconds: 5, riseSeconds: 1, holdSeconds: 4 }))).toEqual([50, 500])
    expect(rates({ kind: 'bursty', perSecond: 18, bursts: { factor: 9, share: 0.1, meanSeconds: 1 } })).toEqual([18, 90])
  })

  test('stepArrivals() changes the rate at once', () => {
    const steps = stepArrivals(100, [{ atSeconds: 0, factor: 0 }, { atSeconds: 2, factor: 1 }, { atSeconds: 4, factor: 0 }])
    const counts = countsOf(steps, 'f', 6, 1)
    expect([counts[0], counts[1], counts[4], counts[5]]).toEqual([0, 0, 0, 0])
    expect((counts[2] ?? 0) + (counts[3] ?? 0)).toBeGreaterThan(150)
  })

  test('dayArrivals() puts a day into so many seconds, with its busiest hour at the nominal rate', () => {
    const counts = countsOf(dayArrivals(100, 240), 'g', 24, 10)
    expect(counts.indexOf(Math.max(...counts))).toBeGreaterThanOrEqual(8)
    expect(counts.indexOf(Math.max(...counts))).toBeLessThanOrEqual(11)
    const hour = (at: number): number => OFFICE_DAY[at % 24] ?? 0
    const expected = OFFICE_DAY.reduce((sum, _, at) => sum + 500 * (hour(at) + hour(at + 1)), 0)
    expect(Math.abs(counts.reduce((sum, n) => sum + n, 0) - expected) / Math.sqrt(expected)).toBeLessThan(3.5)
  })

  test('dispersionOf() is one plus twice the variance of the rate over its mean and over how fast it changes', () => {
    expect(dispersionOf({ high: 5000, low: 5000 / 9, leaveHigh: 1, leaveLow: 1 / 9 })).toBeCloseTo(3201, 6)
    expect(dispersionOf({ high: 5, low: 5, leaveHigh: 1, leaveLow: 1 })).toBe(1)
  })

  test('meanBurstRates() refuses bursts that fill all time or none', () => {
    expect(() => meanBurstRates(1, { factor: 2, share: 1, meanSeconds: 1 })).toThrow('current value is 1')
    expect(() => meanBurstRates(1, { factor: 2, share: 0.5, meanSeconds: 0 })).toThrow(RangeError)
  })
})
