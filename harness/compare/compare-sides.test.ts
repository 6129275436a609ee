import { describe, expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { DURATION, recordFixture, type Sample, seriesOf, WARM_UP } from '../merge/record-fixture.ts'
import type { LatencyChange } from '../model/comparison.ts'
import type { RunRecord } from '../model/run-record.ts'
import { compareSides } from './compare-sides.ts'
import { nameSides } from './side.ts'

const P90 = { text: 'websocket.latency.p90 < 1s', status: 'met', measured: '4 ms', margin: 0.9, note: '' } as const
const FRAME = { version: '0.1.0', madeAt: '2026-11-22T04:00:00.000Z', command: 'callstorm compare a b' }

/** A run with latencies around a median. @param minute when it began */
function run(medianUs: number, minute: number, changes: Partial<RunRecord> = {}): RunRecord {
  const random = randomStream('compare', 'samples', minute)
  const samples = Array.from(
    { length: 200 * DURATION },
    (): Sample => ({
      atUs: (WARM_UP + DURATION * random.uniform()) * 1e6,
      valueUs: Math.round(random.lognormal(medianUs, 0.3)),
    }),
  )
  return recordFixture({
    series: [seriesOf('websocket.latency', samples)],
    objectives: [P90],
    startedAt: new Date(Date.UTC(2026, 10, 22, 3, minute)).toISOString(),
    runId: `run${minute}`,
    ...changes,
  })
}

const compare = (...sides: readonly (readonly RunRecord[])[]) =>
  compareSides(nameSides(sides.map((runs, i) => ({ path: `reports/${i}`, runs }))), FRAME)

const changesOf = ({ latencies }: ReturnType<typeof compare>, metric: string): readonly LatencyChange[] =>
  latencies.find((latency) => latency.metric === metric)?.changes ?? []

describe('compareSides() of single runs', () => {
  test('shows a change with its interval and leaves the proof to ab', () => {
    const comparison = compare([run(3000, 1)], [run(3600, 2)])
    const [change] = changesOf(comparison, 'websocket.latency.p90')
    expect(change).toMatchObject({ kind: 'blocks', status: 'apart' })
    expect(change?.kind === 'blocks' && change.low < Math.log(1.2) && change.high > Math.log(1.2)).toBe(true)
    expect(comparison.conclusion.kind).toBe('compared')
    expect(comparison.reach).toContain('`callstorm ab`')
  })

  test('names what stands out without being a proof, whether an objective is about it or not', () => {
    const { conclusion } = compare([run(3000, 1)], [run(3600, 2)])
    const figures = ['p50', 'p90', 'p99'].map((percentile) => `websocket.latency.${percentile} by 20 %`).join(', ')
    expect(conclusion.reasons.map((reason) => reason.replaceAll(/\d+\.\d %/g, '20 %'))).toEqual([
      `B is slower than A by more than the noise within the runs, which is no proof against the bridge: ${figures}`,
    ])
    expect(compare([run(3600, 1)], [run(3000, 2)]).conclusion.reasons).toEqual([])
    expect(compare([run(3000, 1)], [run(3000, 2)]).conclusion.reasons).toEqual([])
  })

  test('names an objective that only a further side misses', () => {
    const missed = { ...P90, status: 'missed' } as const
    const { kind, reasons } = compare([run(3000, 1)], [run(3000, 2, { objectives: [missed] })]).conclusion
    expect([kind, reasons]).toEqual(['compared', [`B misses ${P90.text}, which A meets`]])
    expect(compare([run(3000, 1, { objectives: [missed] })], [run(3000, 2)]).conclusion.reasons).toEqual([])
  })

  test('calls two runs of the same overlapping', () => {
    expect(changesOf(compare([run(3000, 1)], [run(3000, 2)]), 'websocket.latency.p90')).toMatchObject([
      { kind: 'blocks', status: 'overlapping' },
    ])
  })

  test('says which latencies objectives are about, and claims none that has too few samples', () => {
    const rare = { ...P90, text: 'websocket.latency.p99.9 < 1s' }
    const { latencies } = compare([run(3000, 1, { objectives: [rare] })], [run(3000, 2, { objectives: [rare] })])
    expect(latencies.map(({ metric, asserted }) => [metric, asserted])).toEqual([
      ['websocket.latency.p50', false],
      ['websocket.latency.p99', false],
      ['websocket.latency.p99.9', true],
    ])
    expect(latencies.at(-1)).toMatchObject({
      sides: [undefined, undefined],
      changes: [{ kind: 'none', because: 'too few samples' }],
    })
  })

  test('gives the same figures for the same records', () => {
    const [a, b] = [[run(3000, 1)], [run(3300, 2)]]
    expect(compare(a, b)).toEqual(compare(a, b))
  })

  test('holds every further side against the first', () => {
    const comparison = compare([run(3000, 1)], [run(3000, 2)], [run(6000, 3)])
    expect(changesOf(comparison, 'websocket.latency.p90').map((change) => change.kind === 'blocks' && change.status)).toEqual([
      'overlapping',
      'apart',
    ])
    expect(comparison.sides.map(({ name }) => name)).toEqual(['A', 'B', 'C'])
  })
})

describe('compareSides() of several runs', () => {
  const inTurns = (medianUs: number, offset: number): RunRecord[] =>
    Array.from({ length: 8 }, (_, i) => run(medianUs, 2 * i + offset))

  test('shows a slower side that objectives are about, by ranks of runs made in turns', () => {
    const comparison = compare(inTurns(3000, 0), inTurns(3600, 1))
    expect(changesOf(comparison, 'websocket.latency.p90')).toMatchObject([
      { kind: 'runs', status: 'worse', test: 'signed rank' },
    ])
    expect(comparison.conclusion.kind).toBe('worse')
    expect(comparison.conclusion.reasons[0]).toMatch(/^websocket\.latency\.p90 of B is (1[6-9]|2[0-4])\.\d % higher than of A \(p 0\.0/)
    expect(comparison.reach).toContain('in turns')
  })

  test('names a slower latency that no objective is about, and does not judge it', () => {
    const unasked = (medianUs: number, offset: number) => inTurns(medianUs, offset).map((one) => ({ ...one, objectives: [] }))
    const { kind, reasons } = compare(unasked(3000, 0), unasked(3600, 1)).conclusion
    expect(kind).toBe('compared')
    expect(reasons[0]).toMatch(/^websocket\.latency\.p50 of B is (1[6-9]|2[0-4])\.\d % higher than of A \(p 0\.0\d+\), which no objective is about$/)
  })

  test('shows nothing between runs of the same, nor that a faster side is worse', () => {
    expect(compare(inTurns(3000, 0), inTurns(3000, 1)).conclusion.kind).toBe('compared')
    const faster = compare(inTurns(3600, 0), inTurns(3000, 1))
    expect(faster.conclusion.kind).toBe('compared')
    expect(changesOf(faster, 'websocket.latency.p90')).toMatchObject([{ status: 'better' }])
  })

  test('warns of drift when all runs of one side came before those of the other', () => {
    const first = Array.from({ length: 8 }, (_, i) => run(3000, i))
    const second = Array.from({ length: 8 }, (_, i) => run(3600, 20 + i))
    const comparison = compare(first, second)
    expect(changesOf(comparison, 'websocket.latency.p90')).toMatchObject([{ test: 'rank sum', status: 'worse' }])
    expect(comparison.reach).toContain('not made in turns')
  })

  test('adjusts p values for how many latencies objectives are about', () => {
    const both = [P90, { ...P90, text: 'websocket.latency.p99 < 1s' }]
    const runs = (medianUs: number, offset: number) => inTurns(medianUs, offset).map((one) => ({ ...one, objectives: both }))
    const [change] = changesOf(compare(runs(3000, 0), runs(3600, 1)), 'websocket.latency.p90')
    expect(change?.kind === 'runs' && change.adjustedP / change.p).toBe(2)
  })

  test('merges histograms of a side and adds its ledgers', () => {
    const { series, sides } = compare(inTurns(3000, 0), [run(3000, 1)])
    expect(series[0]?.sides.map((curve) => curve?.count)).toEqual([8 * 200 * DURATION, 200 * DURATION])
    expect(sides.map(({ deliveries }) => deliveries.expected)).toEqual([800, 100])
  })
})

describe('compareSides() of what cannot be compared', () => {
  test('says which conditions differ, and of which values', () => {
    const { workload } = recordFixture()
    const faster = run(3000, 2, { workload: { ...workload, seed: 't', arrivals: { kind: 'poisson', perSecond: 80 } } })
    const { conclusion, differences } = compare([run(3000, 1)], [faster])
    expect(conclusion.kind).toBe('incomparable')
    expect(conclusion.reasons.join()).toContain('the rate of calls differs')
    expect(differences).toEqual([
      { name: 'the rate of calls', breaks: true, values: ['{kind:poisson,perSecond:50}', '{kind:poisson,perSecond:80}'] },
      { name: 'the seed', breaks: false, values: ['s', 't'] },
    ])
  })

  test('does not compare with a run whose instrument was void', () => {
    const verdict = { status: 'invalid', reasons: [{ status: 'invalid', message: 'the clock stood still' }] } as const
    const { conclusion } = compare([run(3000, 1)], [run(3000, 2, { verdict })])
    expect(conclusion).toEqual({
      kind: 'incomparable',
      reasons: ['the instrument of run run2 of B was void: the clock stood still'],
    })
  })

  test('takes a loss that the base does not have for a fact', () => {
    const { ledger } = recordFixture()
    const lossy = { ...ledger, totals: { ...ledger.totals, inTime: 88, lost: 12 } }
    expect(compare([run(3000, 1)], [run(3000, 2, { ledger: lossy })]).conclusion).toEqual({
      kind: 'worse',
      reasons: ['B has 12 lost deliveries, A has none'],
    })
  })

  test('refuses a single side', () => {
    expect(() => compare([run(3000, 1)])).toThrow('there must be 2 to 6 sides: current count is 1')
  })
})
