import { describe, expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import type { RunRecord } from '../model/run-record.ts'
import { mergeRecords } from './merge-records.ts'
import { DURATION, recordFixture, type Sample, seriesOf, signal, WARM_UP } from './record-fixture.ts'

const COMMAND = 'npm start -- merge a b'

const random = randomStream('merge', 'samples')
const SAMPLES: readonly Sample[] = Array.from({ length: 30_000 }, () => ({
  atUs: (WARM_UP + DURATION * random.uniform()) * 1e6,
  valueUs: Math.round(random.lognormal(3000, 1.2)),
}))

/** Records of all segments, with every n-th sample each. */
function segments(of: number, changes: (part: number) => Partial<RunRecord> = () => ({})): RunRecord[] {
  return Array.from({ length: of }, (_, index) => {
    const base = recordFixture()
    const samples = SAMPLES.filter((_sample, i) => i % of === index)
    const workload = { ...base.workload, segment: { part: index + 1, of } }
    return { ...base, workload, series: [seriesOf('websocket.latency', samples)], ...changes(index + 1) }
  })
}

function merged(records: readonly RunRecord[]): RunRecord {
  const merge = mergeRecords(records, COMMAND)
  if (merge.kind === 'invalid') throw new Error(merge.because.join())
  return merge.record
}

describe('mergeRecords()', () => {
  test('makes histograms that are equal to the bit to those of the undivided run, whole and by second', () => {
    const [single] = [seriesOf('websocket.latency', SAMPLES)]
    for (const of of [2, 3, 7]) {
      const [series] = merged(segments(of)).series
      expect(series?.histogram).toBe(single?.histogram)
      expect(series?.intervals).toEqual(single?.intervals)
      expect(series).toEqual(single)
    }
  })

  test('takes the percentiles of a second from the sum, not from the parts', () => {
    const [second] = merged(segments(2)).timeline.filter(({ at }) => at === 3)
    const [same] = merged(segments(1)).timeline.filter(({ at }) => at === 3)
    expect(second?.latencies).toEqual(same?.latencies)
    expect(Object.keys(second?.latencies ?? {})).toEqual(['websocket.latency'])
  })

  test('adds ledgers, counters and rates, and says nothing of segments any more', () => {
    const { ledger, counters, timeline, workload, command } = merged(segments(3))
    expect(ledger).toMatchObject({ emitted: 300, totals: { expected: 300, inTime: 300 } })
    expect(ledger.receivers).toHaveLength(1)
    expect(ledger.receivers[0]).toMatchObject({ name: 'websocket-1', expected: 300 })
    expect(counters['calls.started']).toBe(60)
    expect(timeline[2]?.rates['calls.started']).toBe(150)
    expect(workload).not.toHaveProperty('segment')
    expect(command).toBe(COMMAND)
  })

  test('leaves seconds out that a segment lacks', () => {
    const short = (part: number) => (part === 2 ? { timeline: recordFixture().timeline.slice(0, 5) } : {})
    expect(merged(segments(2, short)).timeline).toHaveLength(5)
  })

  test('judges objectives anew: a percentile that no segment had enough samples for', () => {
    const text = 'websocket.latency.p99.9 < 1s'
    const unknown = [{ text, status: 'unknown', measured: 'too few samples', margin: undefined, note: '' }] as const
    const parts = segments(4, () => ({ objectives: unknown, verdict: { status: 'unknown', reasons: [] } }))
    expect(parts[0]?.series[0]?.count).toBeLessThan(10_000)
    expect(merged(parts)).toMatchObject({
      verdict: { status: 'pass' },
      objectives: [{ status: 'met', note: '30000 samples' }],
    })
  })

  test('takes health at its worst, and is invalid when one segment was', () => {
    const { verdict, health } = merged(
      segments(3, (part) => ({ health: [part === 2 ? signal(9, 'void') : signal(1, 'ok')] })),
    )
    expect(health).toEqual([signal(9, 'void')])
    expect(verdict.status).toBe('invalid')
  })

  test('keeps what the run of a segment knew besides its figures, once', () => {
    const refusal = { status: 'fail', message: 'the bridge refused a subscriber' } as const
    const { verdict } = merged(segments(2, () => ({ verdict: { status: 'fail', reasons: [refusal] } })))
    expect(verdict).toEqual({ status: 'fail', reasons: [refusal] })
  })

  test('counts duplicates of all segments in one reason', () => {
    const twice = (part: number): Partial<RunRecord> => {
      const { ledger } = recordFixture()
      const verdict = {
        status: 'fail',
        reasons: [{ status: 'fail', message: `${part} deliveries came more than once` }],
      } as const
      return { ledger: { ...ledger, totals: { ...ledger.totals, duplicate: part } }, verdict }
    }
    expect(merged(segments(2, twice)).verdict.reasons).toEqual([
      { status: 'fail', message: '3 deliveries came more than once' },
    ])
  })

  test.each([
    ['a missing segment', segments(3).slice(1), 'segment 1/3 is missing'],
    ['a segment too many', [...segments(2), ...segments(2).slice(0, 1)], 'segment 1/2 is there 2 times'],
    ['two divisions', [...segments(2).slice(0, 1), ...segments(3).slice(1)], 'the segments are not of one division'],
    ['a segment and a whole run', [...segments(2).slice(0, 1), recordFixture()], 'not every record is of a segment'],
    ['one run twice', [recordFixture(), recordFixture()], 'run 5c19ab04 of 2026-11-22T03:04:05.678Z is there more than once'],
    ['one run', [recordFixture()], 'there is only one run'],
    ['nothing', [], 'there is no record to merge'],
    ['another seed', otherWorkload({ seed: 'other' }), 'the seed is not the same in all segments'],
    [
      'another rate',
      otherWorkload({ arrivals: { kind: 'poisson', perSecond: 51 } }),
      'the workload is not the same in all segments',
    ],
    [
      'another version',
      segments(2, (part) => ({ callstorm: `0.${part}.0` })),
      'the version of callstorm is not the same in all segments',
    ],
    [
      'another start',
      segments(2, (part) => ({ startedAt: `2026-11-22T03:04:0${part * 3}.000Z` })),
      'the segments started 3 s apart',
    ],
  ])('is invalid for %s', (_title, records, because) => {
    const merge = mergeRecords(records, COMMAND)
    expect(merge).toMatchObject({ kind: 'invalid', because: expect.arrayContaining([because]) })
  })
})

/** Runs of the same workload, each with samples of its own. */
const repeats = (changes: (index: number) => Partial<RunRecord> = () => ({})): RunRecord[] =>
  segments(3).map((record, index) => {
    const { segment: _segment, ...workload } = record.workload
    return { ...record, workload: { ...workload, seed: `seed-${index}` }, runId: `run-${index}`, ...changes(index) }
  })

describe('mergeRecords() of repeated runs', () => {
  test('adds histograms to the bit, and ledgers and counters', () => {
    const { series, ledger, counters } = merged(repeats())
    expect(series).toEqual([seriesOf('websocket.latency', SAMPLES)])
    expect(ledger).toMatchObject({ emitted: 300, totals: { expected: 300, inTime: 300 } })
    expect(counters['calls.started']).toBe(60)
  })

  test('says which runs it was merged from, also after a second merge', () => {
    const [first, second, third] = repeats()
    if (!first || !second || !third) throw new Error('three runs are needed')
    const both = merged([first, second])
    expect(both.mergedFrom).toMatchObject({ kind: 'repeats', runs: [{ runId: 'run-0', seed: 'seed-0', status: 'pass' }, { runId: 'run-1' }] })
    expect(merged([both, third])).toMatchObject({
      mergedFrom: { runs: [{ runId: 'run-0' }, { runId: 'run-1' }, { runId: 'run-2' }] },
      series: [{ histogram: seriesOf('websocket.latency', SAMPLES).histogram }],
    })
  })

  test('adds runs that made the same calls, one after the other', () => {
    const same = repeats((index) => ({ runId: '5c19ab04', startedAt: `2026-11-22T03:0${index}:05.678Z` }))
    expect(merged(same)).toMatchObject({ ledger: { emitted: 300 }, mergedFrom: { runs: [{ runId: '5c19ab04' }, {}, {}] } })
  })

  test('adds runs that were made in segments each, and no run of them twice', () => {
    const whole = (hour: number): RunRecord => merged(segments(2, () => ({ startedAt: `2026-11-22T0${hour}:04:05.678Z` })))
    const both = merged([whole(3), whole(4)])
    expect(both.mergedFrom?.runs.map(({ segment }) => segment?.part)).toEqual([1, 2, 1, 2])
    expect(mergeRecords([both, whole(4)], COMMAND)).toMatchObject({
      because: [1, 2].map((part) => expect.stringMatching(new RegExp(`^run \\w+ ${part}/2 of 2026-11-22T04:04:05.678Z is there more than once$`))),
    })
  })

  test('keeps rates those of one run: their mean, in which a merged record counts as many', () => {
    const rate = (index: number): Partial<RunRecord> => ({
      timeline: recordFixture().timeline.map((point) => ({ ...point, rates: { 'calls.started': 30 * index } })),
    })
    const [first, second, third] = repeats(rate)
    if (!first || !second || !third) throw new Error('three runs are needed')
    expect(merged([first, second, third]).timeline[2]?.rates['calls.started']).toBeCloseTo(30)
    expect(merged([merged([first, second]), third]).timeline[2]?.rates['calls.started']).toBeCloseTo(30)
  })

  test.each([
    ['a void instrument', { verdict: { status: 'invalid', reasons: [{ status: 'invalid', message: 'late' }] } }, 'the instrument of run run-2 was void: late'],
    ['a run that was stopped', { verdict: { status: 'aborted', reasons: [] } }, 'run run-2 was stopped before its end'],
    ['another bridge', { target: { ...recordFixture().target, profile: 'other' } }, 'the bridge differs in run run-2'],
    ['another rate', { workload: { ...recordFixture().workload, arrivals: { kind: 'poisson', perSecond: 51 } } }, 'the rate of calls differs in run run-2'],
    ['another processor', { environment: { ...recordFixture().environment, cores: 8 } }, 'the processor differs in run run-2'],
  ] as const)('is invalid for %s', (_title, change, because) => {
    expect(mergeRecords(repeats((index) => (index === 2 ? change : {})), COMMAND)).toEqual({ kind: 'invalid', because: [because] })
  })
})

function otherWorkload(change: Partial<RunRecord['workload']>): RunRecord[] {
  return segments(2).map((record, i) => (i === 0 ? record : { ...record, workload: { ...record.workload, ...change } }))
}
