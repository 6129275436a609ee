import { describe, expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { DURATION, recordFixture, type Sample, seriesOf, signal, WARM_UP } from '../merge/record-fixture.ts'
import type { RunRecord } from '../model/run-record.ts'
import { comparabilityProblems } from './comparability.ts'
import { compareRuns } from './compare-runs.ts'

const P90 = { text: 'websocket.latency.p90 < 1s', status: 'met', measured: '4 ms', margin: 0.9, note: '' } as const

/** A run with a latency around a median. */
function run(medianUs: number, seed: number, changes: Partial<RunRecord> = {}): RunRecord {
  const random = randomStream('gate', 'samples', seed)
  const samples = Array.from(
    { length: 400 * DURATION },
    (): Sample => ({
      atUs: (WARM_UP + DURATION * random.uniform()) * 1e6,
      valueUs: Math.round(random.lognormal(medianUs, 0.3)),
    }),
  )
  return recordFixture({ series: [seriesOf('websocket.latency', samples)], objectives: [P90], ...changes })
}

describe('compareRuns()', () => {
  test('passes a candidate that is as fast as the baseline and keeps its objectives', () => {
    const { verdict, regressions } = compareRuns([run(3000, 1)], [run(3000, 2)])
    expect(verdict).toEqual({ status: 'pass', reasons: [] })
    expect(regressions).toMatchObject([{ metric: 'websocket.latency.p90', status: 'same' }])
    expect(Math.abs(regressions[0]?.shift ?? 1)).toBeLessThan(0.05)
  })

  test('fails a candidate that is 20 % slower, though its objectives are met', () => {
    const { verdict, regressions } = compareRuns([run(3000, 1)], [run(3600, 2)])
    expect(verdict.status).toBe('fail')
    expect(verdict.reasons[0]?.message).toMatch(
      /^websocket\.latency\.p90 is (1[6-9]|2[0-4])\.\d % worse than the baseline \(p 0\.0/,
    )
    expect(regressions[0]?.status).toBe('worse')
  })

  test('does not fail one that is faster', () => {
    expect(compareRuns([run(3600, 1)], [run(3000, 2)]).verdict.status).toBe('pass')
  })

  test('fails a candidate that missed an objective, however it compares', () => {
    const missed = { status: 'fail', reasons: [{ status: 'fail', message: 'events.lost == 0: measured 3' }] } as const
    expect(compareRuns([run(3000, 1)], [run(3000, 2, { verdict: missed })]).verdict).toEqual(missed)
  })

  test('is unknown when there are too few samples for the latency', () => {
    const [rare] = [{ ...P90, text: 'websocket.latency.p99.9 < 1s' }]
    const { verdict, regressions } = compareRuns([run(3000, 1)], [run(3000, 2, { objectives: [rare] })])
    expect(verdict.status).toBe('unknown')
    expect(regressions[0]).toMatchObject({
      status: 'unknown',
      shift: undefined,
      note: expect.stringContaining('0 blocks'),
    })
  })

  test('pools the blocks of several runs of the baseline', () => {
    const { regressions } = compareRuns([run(3000, 1), run(3000, 2), run(3000, 3)], [run(3000, 4)])
    expect(regressions[0]?.note).toMatch(/^(2[4-7]) and [89] blocks$/)
  })

  test('refuses runs that are not comparable, and says why', () => {
    const faster = { ...recordFixture().workload, arrivals: { kind: 'poisson', perSecond: 60 } } as const
    const { verdict, regressions } = compareRuns([run(3000, 1)], [run(3000, 2, { workload: faster })])
    expect(verdict.status).toBe('invalid')
    expect(verdict.reasons[0]?.message).toContain('not comparable: the rate of calls differs')
    expect(regressions).toEqual([])
  })
})

describe('comparabilityProblems()', () => {
  const base = recordFixture()
  const other = (changes: Partial<RunRecord>): string[] => comparabilityProblems([base], [{ ...base, ...changes }])

  test('accepts another seed, another bridge and another time', () => {
    const target = { ...base.target, profile: 'mine' }
    const workload = { ...base.workload, seed: 'another' }
    expect(other({ target, workload, startedAt: '2027-01-01T00:00:00.000Z' })).toEqual([])
  })

  test.each([
    ['the scenario', { scenario: { ...base.scenario, id: 'soak' } }],
    ['the version of callstorm', { callstorm: '0.2.0' }],
    ['the length', { workload: { ...base.workload, durationSeconds: 9 } }],
    ['the number of sources and receivers', { workload: { ...base.workload, subscribers: 2 } }],
    ['the processor', { environment: { ...base.environment, cores: 4 } }],
    ['the major version of Node.js', { environment: { ...base.environment, node: 'v22.1.0' } }],
    ['the way the bridge is started', { target: { ...base.target, kind: 'container' } }],
  ] satisfies [string, Partial<RunRecord>][])('refuses another value of %s', (name, changes) => {
    expect(other(changes).join()).toContain(`${name} differs`)
  })

  test('refuses runs whose instrument was void or that were stopped', () => {
    const reasons = [{ status: 'invalid', message: 'Send delay p99 was 9 ms' }] as const
    expect(other({ health: [signal(9, 'void')], verdict: { status: 'invalid', reasons } })).toEqual([
      'the instrument of run 5c19ab04 of the candidate was void: Send delay p99 was 9 ms',
    ])
    expect(other({ verdict: { status: 'aborted', reasons: [] } })).toEqual([
      'run 5c19ab04 of the candidate was stopped before its end',
    ])
    expect(comparabilityProblems([], [base])).toEqual(['there must be a run on both sides'])
  })

  test('refuses a failed run with a void instrument: its facts stand, its timings do not', () => {
    const reasons = [
      { status: 'fail', message: '1 deliveries came more than once' },
      { status: 'invalid', message: 'Canary' },
    ] as const
    expect(other({ verdict: { status: 'fail', reasons } })).toHaveLength(1)
  })
})
