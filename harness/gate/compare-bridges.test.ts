import { describe, expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { createArrivalTimes } from '../../simulators/traffic/arrivals.ts'
import { recordFixture, type Sample, signal } from '../merge/record-fixture.ts'
import { mergeSeries } from '../metrics/series-record.ts'
import { SeriesRecorder } from '../metrics/series-recorder.ts'
import type { AbDecision } from '../model/gate.ts'
import type { RunRecord } from '../model/run-record.ts'
import { abWorkload, BLOCK_SECONDS, ROUND_SECONDS, RUN_OUT_ROUNDS, type Place, WARM_UP_SECONDS } from './ab-workload.ts'
import { type Batch, compareBridges } from './compare-bridges.ts'
import { type NamedLatency, readRounds } from './read-rounds.ts'

const latencyAt = (percentile: number): NamedLatency => ({
  metric: `websocket.latency.p${percentile}`,
  subject: { kind: 'percentile', series: 'websocket.latency', percentile },
})
const [P50, P90, P99] = [latencyAt(50), latencyAt(90), latencyAt(99)] as const
const ROUNDS = 8
const workload = recordFixture().workload

describe('abWorkload()', () => {
  const arrivalsOf = (place: Place): number[] => {
    const own = abWorkload({ ...workload, arrivals: { kind: 'poisson', perSecond: 400 } }, place, ROUNDS)
    const next = createArrivalTimes(own.arrivals, randomStream('ab', place), randomStream('ab', 'bursts'))
    const times: number[] = []
    for (let us = next(); us < (own.warmupSeconds + own.durationSeconds) * 1e6; us = next()) times.push(us / 1e6)
    return times
  }
  const blocksOf = (times: readonly number[]): number[] =>
    [...new Set(times.map((at) => Math.floor(at / BLOCK_SECONDS) % 8))].sort((a, b) => a - b)

  test('gives the first the outer blocks of one half of a round and the inner ones of the other, and the second the others', () => {
    expect(blocksOf(arrivalsOf('first'))).toEqual([0, 3, 5, 6])
    expect(blocksOf(arrivalsOf('second'))).toEqual([1, 2, 4, 7])
  })

  test('begins nothing in the last 50 ms of a block, and keeps the rate in the rest', () => {
    const times = arrivalsOf('second')
    expect(Math.max(...times.map((at) => at % BLOCK_SECONDS))).toBeLessThan(BLOCK_SECONDS - 0.05)
    // 44 blocks of 0.2 s at 400/s.
    expect(times.length).toBeGreaterThan(3520 * 0.94)
    expect(times.length).toBeLessThan(3520 * 1.06)
  })

  test.each(['first', 'second'] as const)('has traffic of the %s behind the last round that counts, as the end of either side disturbs the other', (place) => {
    const countsUntil = WARM_UP_SECONDS + ROUNDS * ROUND_SECONDS
    expect(arrivalsOf(place).filter((at) => at >= countsUntil).length).toBeGreaterThan(100)
  })

  test('keeps the calls that end within their block, or takes busy ones', () => {
    const mix = { ...workload.mix, flows: { answered: 5, busy: 2, rejected: 1, 'ringing-no-answer': 3 } }
    expect(abWorkload({ ...workload, mix }, 'first', ROUNDS).mix.flows).toEqual({ busy: 2, rejected: 1 })
    expect(abWorkload(workload, 'first', ROUNDS).mix.flows).toEqual({ busy: 1 })
  })
})

interface Made {
  readonly medianUs: number
  readonly seed: number
  /** A second in which sending was late, and the share of it that was. */
  readonly lateAt?: number
  readonly lateShare?: number
  readonly samplesPerSecond?: number
}

/** A run of one side, with latencies all the time. */
function runOf(
  place: Place,
  { medianUs, seed, lateAt, lateShare = 1, samplesPerSecond = 400 }: Made,
  changes: Partial<RunRecord> = {},
): RunRecord {
  const random = randomStream('ab', `run-${place}`, seed)
  const own = abWorkload(workload, place, ROUNDS)
  const length = (ROUNDS + RUN_OUT_ROUNDS) * ROUND_SECONDS
  const times = Array.from(
    { length: samplesPerSecond * length },
    () => WARM_UP_SECONDS + length * random.uniform(),
  ).sort((x, y) => x - y)
  const latency = times.map((at): Sample => ({ atUs: at * 1e6, valueUs: Math.round(random.lognormal(medianUs, 0.2)) }))
  const delay = times.map((at): Sample => ({ atUs: at * 1e6, valueUs: Math.floor(at) === lateAt && at % 1 < lateShare ? 30_000 : 400 }))
  const series = [seriesOf(own, 'websocket.latency', latency), seriesOf(own, 'send.delay', delay)]
  return recordFixture({ workload: own, series, ...changes })
}

function seriesOf(
  { warmupSeconds, durationSeconds }: RunRecord['workload'],
  name: 'websocket.latency' | 'send.delay',
  samples: readonly Sample[],
) {
  const window = { fromUs: warmupSeconds * 1e6, toUs: (warmupSeconds + durationSeconds) * 1e6 }
  const recorder = new SeriesRecorder(name, { window })
  for (const { atUs, valueUs } of samples) recorder.record(atUs, valueUs)
  return mergeSeries([recorder.read()])
}

describe('readRounds()', () => {
  test('pools the samples of each side by round', () => {
    const rounds = readRounds(
      { a: runOf('first', { medianUs: 3000, seed: 1 }), b: runOf('second', { medianUs: 3300, seed: 1 }) },
      [P90],
    )
    expect(rounds).toHaveLength(ROUNDS)
    for (const { voidBecause, values } of rounds) {
      const { a = 0, b = 0 } = values[P90.metric] ?? {}
      expect(voidBecause).toEqual([])
      expect(b / a).toBeGreaterThan(1.03)
      expect(b / a).toBeLessThan(1.17)
    }
  })

  test('drops the round in which sending was late on either side, and no other', () => {
    const late = runOf('second', { medianUs: 3000, seed: 1, lateAt: WARM_UP_SECONDS + 2 * ROUND_SECONDS })
    const rounds = readRounds({ a: runOf('first', { medianUs: 3000, seed: 1 }), b: late }, [P90])
    expect(rounds.map(({ voidBecause }) => voidBecause.join())).toEqual([
      '',
      '',
      'send delay p90 to B was 30.0 ms',
      '',
      '',
      '',
      '',
      '',
    ])
  })

  test('looks at lateness as far up as it can move what is compared', () => {
    const late = runOf('second', { medianUs: 3000, seed: 1, lateAt: WARM_UP_SECONDS, lateShare: 0.1 })
    const runs = { a: runOf('first', { medianUs: 3000, seed: 1 }), b: late }
    expect(readRounds(runs, [P50]).flatMap(({ voidBecause }) => voidBecause)).toEqual([])
    expect(readRounds(runs, [P50, P99]).flatMap(({ voidBecause }) => voidBecause)).toEqual(['send delay p99 to B was 30.0 ms'])
  })

  test('drops all rounds of a run whose receiving was sick, unless the tail is none of its business', () => {
    const canary = { ...signal(40, 'void'), name: 'canary', title: 'Canary echo' }
    const sick = runOf('first', { medianUs: 3000, seed: 1 }, { health: [canary] })
    const runs = { a: sick, b: runOf('second', { medianUs: 3000, seed: 1 }) }
    const reasons = readRounds(runs, [P99]).map(({ voidBecause }) => voidBecause[0])
    expect(reasons).toEqual(Array.from({ length: ROUNDS }, () => 'Canary echo of A was 40 ms over the whole run'))
    expect(readRounds(runs, [P50]).flatMap(({ voidBecause }) => voidBecause)).toEqual([])
  })

  test('drops all rounds of a run whose machine was sick, whatever is compared', () => {
    const stolen = { ...signal(0.2, 'void'), name: 'cpu.steal', title: 'Stolen processor time' }
    const runs = { a: runOf('first', { medianUs: 3000, seed: 1 }, { health: [stolen] }), b: runOf('second', { medianUs: 3000, seed: 1 }) }
    expect(readRounds(runs, [P50]).filter(({ voidBecause }) => voidBecause.length > 0)).toHaveLength(ROUNDS)
  })

  test('leaves a latency out that a round has too few samples for', () => {
    const few = { medianUs: 3000, seed: 1, samplesPerSecond: 40 }
    const rounds = readRounds({ a: runOf('first', few), b: runOf('second', few) }, [P90])
    expect(rounds.every(({ values }) => values[P90.metric] === undefined)).toBe(true)
  })
})

async function compare(runs: (batch: number) => { a: RunRecord; b: RunRecord }) {
  const decisions: AbDecision[] = []
  const batches: Batch[] = []
  const outcome = await compareBridges({
    metrics: [P90],
    runBoth: async (batch) => {
      batches.push(batch)
      return runs(batch.index)
    },
    onBatch: (decision) => decisions.push(decision),
  })
  return { ...outcome, decisions, batches }
}
const same = (batch: number) => ({
  a: runOf('first', { medianUs: 3000, seed: batch }),
  b: runOf('second', { medianUs: 3000, seed: batch }),
})

describe('compareBridges()', () => {
  test('passes two bridges that are alike after two batches', async () => {
    const { rounds, decision, decisions } = await compare(same)
    expect(decision.status).toBe('pass')
    expect(rounds).toHaveLength(16)
    expect(decisions.map(({ status }) => status)).toEqual(['go-on', 'pass'])
  })

  test('lets the sides change places from batch to batch', async () => {
    const { batches } = await compare(same)
    expect(batches).toEqual([
      { index: 0, rounds: 8, first: 'a' },
      { index: 1, rounds: 8, first: 'b' },
    ])
  })

  test('fails a B that is 15 % slower', async () => {
    const { decision } = await compare((batch) => ({ ...same(batch), b: runOf('second', { medianUs: 3450, seed: batch }) }))
    expect(decision.status).toBe('fail')
    expect(decision.because).toMatch(/^websocket\.latency\.p90 of B is 1\d\.\d % worse/)
  })

  test('fails when B ends in mid-run, and is invalid when A does', async () => {
    const target = { ...recordFixture().target, exit: { code: 1, signal: null, expected: false } }
    const endOfB = await compare((batch) => ({ ...same(batch), b: { ...same(batch).b, target } }))
    expect(endOfB.decision).toMatchObject({ status: 'fail', because: 'B ended in mid-run with code 1' })
    const endOfA = await compare((batch) => ({ ...same(batch), a: { ...same(batch).a, target } }))
    expect(endOfA.decision.status).toBe('invalid')
  })

  test('ends at once when no round has enough samples', async () => {
    const few = { medianUs: 3000, seed: 1, samplesPerSecond: 20 }
    const { decision, decisions } = await compare(() => ({ a: runOf('first', few), b: runOf('second', few) }))
    expect(decision).toMatchObject({ status: 'unknown', because: expect.stringContaining('a higher rate gives more') })
    expect(decisions).toHaveLength(1)
  })
})
