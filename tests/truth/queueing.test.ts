import { describe, expect, it } from 'vitest'
import { quantile } from '../../harness/statistics/quantile.ts'
import { randomStream } from '../../simulators/traffic/random.ts'
import { responseSeconds, sustainableRate } from './queueing.ts'

/** Responses of such a queue, one after the other. */
function simulate(perSecond: number, capacity: number, requests: number): number[] {
  const random = randomStream('queueing', `${perSecond}`)
  let at = 0
  let free = 0
  return Array.from({ length: requests }, () => {
    at += random.exponential() / perSecond
    free = Math.max(at, free) + 1 / capacity
    return free - at
  })
}

describe('responseSeconds()', () => {
  it.each([1700, 1850, 1900])('responseSeconds() is what a simulated queue at %i of 2000 per second shows', (rate) => {
    const simulated = quantile(simulate(rate, 2000, 2_000_000), 0.99)
    expect(responseSeconds(rate, 2000, 0.01) / simulated).toBeGreaterThan(0.9)
    expect(responseSeconds(rate, 2000, 0.01) / simulated).toBeLessThan(1.1)
  })
})

describe('sustainableRate()', () => {
  it('sustainableRate() is the rate whose response just keeps the limit', () => {
    const rate = sustainableRate(2000, 0.01, 0.015)
    expect(responseSeconds(rate, 2000, 0.01)).toBeCloseTo(0.015, 6)
    expect(rate).toBeGreaterThan(1800)
    expect(rate).toBeLessThan(1900)
  })
})
