import { describe, expect, test } from 'vitest'
import { countOngoing, meanOngoing, planOngoingCall } from './prefill.ts'

const mix = {
  flows: { answered: 3, busy: 1 },
  talkTime: { medianSeconds: 60, sigma: 0.6 },
  answerDelay: { medianSeconds: 2, sigma: 0.3 },
} as const
const arrivals = { kind: 'poisson', perSecond: 10 } as const
const meanTalk = 60 * Math.exp(0.18)

const meanOf = (values: readonly number[]): number => values.reduce((sum, n) => sum + n, 0) / values.length

describe('meanOngoing()', () => {
  test('meanOngoing() is rate times share of calls with a conversation times its mean length', () => {
    expect(meanOngoing(arrivals, mix)).toBeCloseTo(10 * 0.75 * meanTalk, 6)
    expect(meanOngoing({ kind: 'curve', perSecond: 10, points: [{ atSeconds: 0, factor: 0 }] }, mix)).toBe(0)
    expect(meanOngoing(arrivals, { ...mix, flows: { busy: 1 } })).toBe(0)
  })
})

describe('countOngoing()', () => {
  test('countOngoing() draws a Poisson number for each seed and source', () => {
    const counts = Array.from({ length: 300 }, (_, source) => countOngoing('s', source, arrivals, mix))
    const mean = meanOngoing(arrivals, mix)
    // Standard errors: 1.3 of the mean (539), 0.08 of the ratio.
    expect(Math.abs(meanOf(counts) - mean)).toBeLessThan(5.4)
    expect(Math.abs(meanOf(counts.map((n) => (n - mean) ** 2)) / mean - 1)).toBeLessThan(0.33)
    expect(countOngoing('s', 7, arrivals, mix)).toBe(counts[7])
  })
})

describe('planOngoingCall()', () => {
  const plans = Array.from({ length: 5000 }, (_, number) => planOngoingCall('s', 1, number, mix))

  test('planOngoingCall() plans conversations only, of a call of its own for each number', () => {
    expect(new Set(plans.map(({ flow }) => flow))).toEqual(new Set(['answered']))
    expect(planOngoingCall('s', 1, 17, mix)).toEqual(plans[17])
    plans.forEach(({ residualUs, talkUs }) => expect(residualUs).toBeLessThanOrEqual(talkUs))
  })

  test('planOngoingCall() leaves the rest that renewal theory tells: half of the mean square over the mean', () => {
    const expected = (meanTalk * Math.exp(0.36)) / 2
    // Standard error of the mean is about 0.7 s.
    expect(Math.abs(meanOf(plans.map(({ residualUs }) => residualUs / 1e6)) - expected)).toBeLessThan(3)
  })

  test('planOngoingCall() lets calls end from the first second at the rate of a long run', () => {
    const first = plans.filter(({ residualUs }) => residualUs < 5e6).length
    // Of n conversations n / mean end each second.
    const expected = (5 * plans.length) / meanTalk
    expect(Math.abs(first - expected) / Math.sqrt(expected)).toBeLessThan(4)
  })
})
