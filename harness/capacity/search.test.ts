import { describe, expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import type { Bracket, CapacityProbe, ProbeReading } from '../model/capacity.ts'
import type { Probe } from './judge-rate.ts'
import { QUICK, THOROUGH } from './search-rules.ts'
import { searchCapacity, type SearchOptions } from './search.ts'
import { NOISE, type NoiseModel, simulateBridge, trueRate } from './simulated-bridge.ts'

const nothing = () => {}
const base = {
  start: 400,
  lowest: 1,
  highest: 1e6,
  seconds: 5,
  rules: THOROUGH,
  coolDown: async () => {},
  onProbe: nothing,
  onBracket: nothing,
  isOutOfTime: () => false,
} satisfies Omit<SearchOptions, 'probe'>

interface Trial {
  /** Found rate over the true one, minus 1; undefined when nothing was found. */
  readonly error: number | undefined
  readonly probes: number
  readonly seconds: number
}

async function searchSimulated(noise: NoiseModel, seed: number, options: Partial<SearchOptions> = {}): Promise<Trial> {
  const random = randomStream('capacity', 'search', seed)
  const capacity = 500 * 40 ** random.uniform()
  const bridge = simulateBridge(capacity, noise, random)
  let probes = 0
  const onProbe = () => (probes += 1)
  const answer = await searchCapacity({ ...base, probe: bridge.probe, coolDown: bridge.coolDown, onProbe, ...options })
  const error = answer.kind === 'found' ? answer.rate / trueRate(capacity) - 1 : undefined
  return { error, probes, seconds: bridge.elapsed() }
}

const searchMany = (noise: NoiseModel, options: Partial<SearchOptions> = {}): Promise<Trial[]> =>
  Promise.all(Array.from({ length: 100 }, (_, seed) => searchSimulated(noise, seed, options)))
const within = (trials: readonly Trial[], share: number): number =>
  trials.filter(({ error }) => error !== undefined && Math.abs(error) <= share).length
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('searchCapacity() of a simulated M/M/1 bridge, 100 seeds', () => {
  test('ends within 5 % of the truth every time on a quiet machine', async () => {
    expect(within(await searchMany(NOISE.quiet), 0.05)).toBe(100)
  })

  test('ends within 5 % at least 95 times in the noise of CI, with 40 probes at most in the mean', async () => {
    const trials = await searchMany(NOISE.ci)
    expect(within(trials, 0.05)).toBeGreaterThanOrEqual(95)
    expect(mean(trials.map(({ probes }) => probes))).toBeLessThan(40)
  })

  test('ends within 10 % at least 90 times on a bad machine', async () => {
    expect(within(await searchMany(NOISE.bad), 0.1)).toBeGreaterThanOrEqual(90)
  })

  test('answers low without cooling down: what waits from the last probe is held against the next', async () => {
    const trials = await searchMany(NOISE.quiet, { coolDown: async () => {} })
    expect(within(trials, 0.05)).toBeLessThan(95)
  })

  test('answers sooner when quick, and less surely', async () => {
    const [quick, thorough] = await Promise.all([searchMany(NOISE.ci, { rules: QUICK }), searchMany(NOISE.ci)])
    expect(mean(quick.map(({ seconds }) => seconds))).toBeLessThan(mean(thorough.map(({ seconds }) => seconds)) / 2)
    expect(within(quick, 0.15)).toBeGreaterThanOrEqual(80)
    expect(within(quick, 0.05)).toBeLessThan(within(thorough, 0.05))
  })

  test('repeats itself from its seed', async () => {
    expect(await searchSimulated(NOISE.ci, 7)).toEqual(await searchSimulated(NOISE.ci, 7))
  })
})

/** A reading that passes unless told otherwise. */
const reading = (changes: Partial<ProbeReading> = {}): ProbeReading => ({
  voidBecause: [],
  attainment: 1,
  objectives: [{ text: 'events.lost == 0', status: 'met', measured: '0', note: '' }],
  facts: [],
  latencies: {},
  eventsPerSecond: 0,
  callsPerSecond: 0,
  ...changes,
})
const failing = reading({ attainment: 0.9 })

async function search(probe: Probe, options: Partial<SearchOptions> = {}) {
  const probes: CapacityProbe[] = []
  const brackets: Bracket[] = []
  const answer = await searchCapacity({
    ...base,
    probe,
    onProbe: (one) => probes.push(one),
    onBracket: (bracket) => brackets.push(bracket),
    ...options,
  })
  return { answer, probes, brackets }
}

/** Passes up to a rate and fails above it. */
const upTo =
  (limit: number): Probe =>
  async (rate) =>
    rate <= limit ? reading() : failing

describe('searchCapacity()', () => {
  test('closes the bracket to 2.5 % and verifies its lower end twice with three times the length', async () => {
    const { answer, probes, brackets } = await search(upTo(1000), { start: 100 })
    if (answer.kind !== 'found') throw new Error(`was ${answer.kind}`)
    expect(answer.rate).toBeGreaterThan(1000 / 1.025)
    expect(answer.rate).toBeLessThanOrEqual(1000)
    expect((answer.bracket.high ?? Infinity) / answer.bracket.low).toBeLessThanOrEqual(1.025)
    expect(probes.filter(({ purpose }) => purpose === 'verify').map(({ seconds }) => seconds)).toEqual([15, 15])
    expect(brackets.slice(0, 5).map(({ low, high }) => [low, high])).toEqual([
      [100, undefined],
      [200, undefined],
      [400, undefined],
      [800, undefined],
      [800, 1600],
    ])
  })

  test('halves when the first rate fails', async () => {
    const { answer, probes } = await search(upTo(30), { start: 100 })
    expect([...new Set(probes.map(({ rate }) => rate))].slice(0, 3)).toEqual([100, 50, 25])
    expect(answer).toMatchObject({ kind: 'found' })
  })

  test('takes three failures for one, and two where the attainment is below 0.8', async () => {
    const mild = await search(upTo(1000), { start: 1000 })
    expect(mild.probes.filter(({ rate }) => rate === 2000)).toHaveLength(3)
    const severe = await search(async (rate) => (rate <= 1000 ? reading() : reading({ attainment: 0.5 })), {
      start: 1000,
    })
    expect(severe.probes.filter(({ rate }) => rate === 2000)).toHaveLength(2)
  })

  test('takes one pass for a pass after two failures', async () => {
    let tries = 0
    const { probes } = await search(
      async (rate) => (rate === 100 && (tries += 1) <= 2 ? failing : upTo(1000)(rate, 5)),
      { start: 100 },
    )
    expect(probes.filter(({ rate }) => rate === 100).map(({ outcome }) => outcome)).toEqual(['fail', 'fail', 'pass'])
    expect(probes[3]?.rate).toBe(200)
  })

  test('makes a void probe again and counts it for nothing', async () => {
    let voids = 0
    const sick = reading({ voidBecause: ['the canary choked'], attainment: 0.1 })
    const { answer } = await search(async (rate) => (rate > 500 && (voids += 1) % 2 === 1 ? sick : upTo(1000)(rate, 5)))
    expect(answer.kind).toBe('found')
  })

  test('answers "at least" when not the bridge but the instrument ended the search', async () => {
    const sick = reading({ voidBecause: ['send delay p99 was 9 ms'] })
    const { answer, probes } = await search(async (rate) => (rate > 900 ? sick : reading()), { start: 100 })
    expect(answer).toMatchObject({ kind: 'at-least', because: expect.stringContaining('send delay p99 was 9 ms') })
    expect(probes.filter(({ rate }) => rate === 1600)).toHaveLength(4)
  })

  test('gives up when three rates in a row cannot be judged before anything has passed', async () => {
    const sick = reading({ voidBecause: ['send delay p99 was 9 ms'] })
    const { answer, probes } = await search(async () => sick, { start: 100 })
    expect(answer).toMatchObject({
      kind: 'unknown',
      bracket: { low: 0, high: 25 },
      because: expect.stringContaining('9 ms'),
    })
    expect(probes).toHaveLength(12)
  })

  test('answers "at least" at the highest rate that may be tried', async () => {
    expect((await search(async () => reading(), { highest: 700 })).answer).toMatchObject({
      kind: 'at-least',
      rate: 700,
    })
  })

  test('makes a probe that measured too little again, twice as long', async () => {
    const undecided = reading({ objectives: [{ text: 'x', status: 'unknown', measured: '', note: '300 samples' }] })
    const { answer, probes } = await search(async (rate, seconds) => (seconds < 20 ? undecided : upTo(1000)(rate, 5)), {
      start: 900,
    })
    expect(probes.slice(0, 3).map(({ seconds, outcome }) => [seconds, outcome])).toEqual([
      [5, 'undecided'],
      [10, 'undecided'],
      [20, 'pass'],
    ])
    expect(answer.kind).toBe('found')
  })

  test('lowers a rate that is refuted twice, and gives up after eight times', async () => {
    const passesShort: Probe = async (_rate, seconds) => (seconds > 5 ? failing : reading())
    const { answer, probes } = await search(passesShort, { highest: 800 })
    expect(answer).toMatchObject({ kind: 'unknown', because: expect.stringContaining('refuted 9 times') })
    expect(probes.filter(({ purpose }) => purpose === 'verify')).toHaveLength(18)
    const settles: Probe = async (rate, seconds) => (seconds > 5 && rate > 770 ? failing : reading())
    const { answer: lowered } = await search(settles, { highest: 800 })
    expect(lowered.kind === 'at-least' && lowered.rate).toBeCloseTo(800 * 0.975 ** 2, 6)
  })

  test('finds no capacity when nothing passes down to the lowest rate', async () => {
    const { answer } = await search(async () => failing, { lowest: 50 })
    expect(answer).toEqual({
      kind: 'none',
      bracket: { low: 0, high: 50 },
      because: 'objectives are missed even at 50 calls/s',
    })
  })

  test('is unknown, with the bracket so far, when time is over', async () => {
    let probes = 0
    const { answer } = await search(upTo(1000), {
      start: 400,
      onProbe: () => (probes += 1),
      isOutOfTime: () => probes >= 5,
    })
    expect(answer).toMatchObject({ kind: 'unknown', bracket: { high: 1600 }, because: expect.stringContaining('time') })
  })
})
