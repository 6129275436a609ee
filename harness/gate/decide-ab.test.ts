import { describe, expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import type { AbDecision, RoundRecord } from '../model/gate.ts'
import { decideAb, FIRST_ROUNDS, MORE_ROUNDS } from './decide-ab.ts'
import { BLOCK_NOISE, type BlockNoise, simulateRounds } from './simulated-rounds.ts'

const TRIALS = 300
const P99 = ['websocket.latency.p99']

/** Asks for rounds until it is decided, as a live comparison does. */
function compare(metrics: readonly string[], slowdown: number, noise: BlockNoise, trial: number): AbDecision {
  const source = simulateRounds(metrics, slowdown, noise, randomStream('ab', 'rounds', trial))
  const rounds: RoundRecord[] = []
  const take = (count: number): void => {
    for (let i = 0; i < count; i++) rounds.push(source.next().value)
  }
  take(FIRST_ROUNDS)
  for (;;) {
    const decision = decideAb(rounds, metrics)
    if (decision.status !== 'go-on') return decision
    take(MORE_ROUNDS)
  }
}

function shares(metrics: readonly string[], slowdown: number, noise: BlockNoise) {
  const statuses = Array.from({ length: TRIALS }, (_, trial) => compare(metrics, slowdown, noise, trial).status)
  const share = (status: AbDecision['status']): number => statuses.filter((one) => one === status).length / TRIALS
  return { fail: share('fail'), pass: share('pass'), unknown: share('unknown') }
}

describe('decideAb() over 300 simulated comparisons', () => {
  test('never fails a build against itself on a quiet machine, and always finds 10 %', () => {
    expect(shares(P99, 1, BLOCK_NOISE.quiet)).toEqual({ fail: 0, pass: 1, unknown: 0 })
    expect(shares(P99, 1.1, BLOCK_NOISE.quiet)).toEqual({ fail: 1, pass: 0, unknown: 0 })
  })

  test('fails at most 5 % of builds against themselves in the noise of CI', () => {
    const { fail, pass } = shares(P99, 1, BLOCK_NOISE.ci)
    expect(fail).toBeLessThanOrEqual(0.05)
    expect(pass).toBeGreaterThanOrEqual(0.9)
  })

  test('finds 10 % in at least 95 % in the noise of CI', () => {
    expect(shares(P99, 1.1, BLOCK_NOISE.ci).fail).toBeGreaterThanOrEqual(0.95)
  })

  test('becomes unknown rather than wrong on a machine that is no place to compare', () => {
    const same = shares(P99, 1, BLOCK_NOISE.heavy)
    expect(same.fail).toBeLessThanOrEqual(0.06)
    expect(same.unknown).toBeGreaterThan(same.fail)
    expect(shares(P99, 1.1, BLOCK_NOISE.heavy).pass).toBeLessThanOrEqual(0.06)
  })

  test('fails no more often with four metrics: Holm shares the level among them', () => {
    const four = ['ingress.reply.p99', 'ingress.reply.p50', 'websocket.latency.p99', 'webhook.latency.p99']
    expect(shares(four, 1, BLOCK_NOISE.ci).fail).toBeLessThanOrEqual(0.05)
  })

  test('does not fail what is 2 % slower: small changes are none of its business', () => {
    expect(shares(P99, 1.02, BLOCK_NOISE.ci).fail).toBeLessThanOrEqual(0.15)
  })
})

/** Rounds with given shifts of the logarithm of one metric. */
const roundsOf = (shifts: readonly number[]): RoundRecord[] =>
  shifts.map((shift) => ({ voidBecause: [], values: { m: { a: 100, b: 100 * Math.exp(shift) } } }))
const wobble = (count: number, around: number): number[] =>
  Array.from({ length: count }, (_, i) => around + (i % 2 === 0 ? 0.001 : -0.001) * (i + 1))

describe('decideAb()', () => {
  test('asks for at least 16 rounds', () => {
    expect(decideAb(roundsOf(wobble(15, 0)), ['m'])).toMatchObject({ status: 'go-on', rounds: 15 })
    expect(decideAb(roundsOf(wobble(16, 0)), ['m'])).toMatchObject({ status: 'pass' })
  })

  test('says how much worse B is, and how surely', () => {
    const { status, because, metrics } = decideAb(roundsOf(wobble(16, Math.log(1.2))), ['m'])
    expect(status).toBe('fail')
    expect(because).toMatch(/^m of B is 19\.9 % worse than that of A \(p 0\.000015\)$/)
    expect(metrics[0]?.p).toBeCloseTo(2 ** -16, 12)
  })

  test('is never red for a B that is faster', () => {
    expect(decideAb(roundsOf(wobble(16, -0.5)), ['m']).status).toBe('pass')
  })

  test('drops void rounds, and is invalid when more than a quarter of them are void', () => {
    const good = roundsOf(wobble(12, 0))
    const sick = roundsOf(wobble(4, 3)).map((round) => ({ ...round, voidBecause: ['send delay'] }))
    expect(decideAb([...good, ...sick], ['m'])).toMatchObject({ status: 'pass', dropped: 4 })
    const fifth = sick.slice(0, 1)
    expect(decideAb([...good.slice(0, 11), ...sick, ...fifth], ['m'])).toMatchObject({ status: 'invalid', dropped: 5 })
  })

  test('stays open without values, and is unknown after 64 rounds', () => {
    const empty = Array.from({ length: 64 }, (): RoundRecord => ({ voidBecause: [], values: {} }))
    expect(decideAb(empty.slice(0, 56), ['m']).status).toBe('go-on')
    expect(decideAb(empty, ['m'])).toMatchObject({ status: 'unknown', because: expect.stringContaining('64 rounds') })
  })
})
