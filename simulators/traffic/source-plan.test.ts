import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entityIndex, entityKind, toEntityNumber } from './entity-number.ts'
import { planSource, shareWorkload, type SourceShare } from './source-plan.ts'
import type { Workload } from './workload.ts'

const workload: Workload = {
  seed: 'plan',
  arrivals: { kind: 'poisson', perSecond: 40 },
  warmupSeconds: 5,
  durationSeconds: 60,
  mix: {
    flows: { answered: 1 },
    talkTime: { medianSeconds: 10, sigma: 0.5 },
    answerDelay: { medianSeconds: 2, sigma: 0.5 },
    registrations: { perSecond: 8, unregisterShare: 0.1, expireShare: 0.1 },
    messages: { perSecond: 4 },
  },
  freeswitchNodes: 1,
  softswitchMachines: 3,
  subscribers: 1,
  webhooks: 0,
}

const shareOf = (source: number): SourceShare => {
  const share = shareWorkload(workload)[source]
  if (share === undefined) throw new RangeError('no such source')
  return share
}

describe('shareWorkload()', () => {
  test('shareWorkload() divides every rate among nodes and machines', () => {
    const shares = shareWorkload(workload)
    expect(shares.map((share) => share.source)).toEqual([0, 1, 2, 3])
    for (const share of shares) {
      expect(share.arrivals).toEqual({ kind: 'poisson', perSecond: 10 })
      expect(share.mix.registrations).toEqual({ perSecond: 2, unregisterShare: 0.1, expireShare: 0.1 })
      expect(share.mix.messages.perSecond).toBe(1)
      expect(share.endUs).toBe(65e6)
    }
  })
})

describe('planSource()', () => {
  const all = [...planSource(shareOf(1))]

  test('planSource() plans in the order of intended times, all before the end', () => {
    expect(all.length).toBeGreaterThan(500)
    all.forEach((arrival, at) => expect(arrival.atUs).toBeGreaterThanOrEqual(all[at - 1]?.atUs ?? 0))
    expect(all.at(-1)?.atUs).toBeLessThan(65e6)
  })

  test('planSource() counts each kind from 0 without holes', () => {
    for (const kind of ['call', 'registration', 'message', 'heartbeat'] as const) {
      const indices = all.filter((arrival) => arrival.kind === kind).map((arrival) => arrival.index)
      expect(indices).toEqual([...indices.keys()])
    }
  })

  test('planSource() tells health every 20 s after a phase of its own', () => {
    const beats = (source: number): number[] =>
      [...planSource(shareOf(source))].filter((arrival) => arrival.kind === 'heartbeat').map((arrival) => arrival.atUs)
    const first = beats(1)
    expect(first.length).toBeGreaterThanOrEqual(3)
    expect((first[1] ?? 0) - (first[0] ?? 0)).toBeCloseTo(20e6, 3)
    expect(beats(2)[0]).not.toBe(first[0])
  })

  test('planSource() repeats for the same share and differs between sources', () => {
    expect([...planSource(shareOf(1))]).toEqual(all)
    expect([...planSource(shareOf(2))]).not.toEqual(all)
  })

  test('planSource() plans events that nobody knows when the mix has some', () => {
    const unknown = { perSecond: 2, fieldShare: 0 }
    const spray = shareWorkload({ ...workload, mix: { ...workload.mix, unknown } })[1] ?? shareOf(1)
    expect(spray.mix.unknown?.perSecond).toBe(0.5)
    const arrivals = [...planSource(spray)]
    expect(arrivals.filter(({ kind }) => kind === 'unknown').length).toBeGreaterThan(10)
    expect(arrivals.filter(({ kind }) => kind !== 'unknown')).toEqual(all)
  })

  test('planSource() keeps the calls of a source whatever the messages and the other sources do', () => {
    const share = shareOf(1)
    const louder = { ...share, mix: { ...share.mix, messages: { perSecond: 50 } } }
    const calls = (list: typeof all): typeof all => list.filter((arrival) => arrival.kind === 'call')
    expect(calls([...planSource(louder)])).toEqual(calls(all))
  })
})

describe('planSource() with ongoing calls', () => {
  const share = { ...shareOf(1), prefill: true }
  const all = [...planSource(share)]
  const ongoing = all.filter((arrival) => arrival.kind === 'ongoing')

  test('planSource() makes ongoing calls ready before the run, and numbers the calls of the run behind them', () => {
    expect(ongoing.length).toBeGreaterThan(50)
    expect(ongoing.map(({ index }) => index)).toEqual([...ongoing.keys()])
    expect(all.slice(0, ongoing.length)).toEqual(ongoing)
    ongoing.forEach(({ atUs }) => expect(atUs).toBeLessThan(0))
    expect(all.find((arrival) => arrival.kind === 'call')?.index).toBe(ongoing.length)
  })

  test('planSource() lets the calls of the run come when they come without them', () => {
    const times = (list: typeof all): number[] => list.filter(({ kind }) => kind === 'call').map(({ atUs }) => atUs)
    expect(times(all)).toEqual(times([...planSource(shareOf(1))]))
  })
})

describe('planSource() of a segment', () => {
  test('planSource() of all segments together is the whole stream, each arrival in one of them', () => {
    const seeds = fc.record({ seed: fc.string(), of: fc.integer({ min: 1, max: 7 }), prefill: fc.boolean() })
    fc.assert(
      fc.property(seeds, ({ seed, of, prefill }) => {
        const share = { ...shareOf(1), seed, prefill, endUs: 20e6 }
        const parts = Array.from({ length: of }, (_, at) => [...planSource({ ...share, segment: { part: at + 1, of } })])
        const union = parts.flat().sort((a, b) => a.atUs - b.atUs)
        expect(union).toEqual([...planSource(share)])
      }),
      { numRuns: 40 },
    )
  })
})

describe('toEntityNumber()', () => {
  test('toEntityNumber() keeps the kinds apart and entityKind() reads them back', () => {
    for (const kind of ['call', 'registration', 'message'] as const) {
      for (const index of [0, 1, 2 ** 24 - 1]) {
        expect(entityKind(toEntityNumber(kind, index))).toBe(kind)
        expect(entityIndex(toEntityNumber(kind, index))).toBe(index)
      }
    }
    expect(toEntityNumber('call', 5)).toBe(5)
  })

  test('toEntityNumber() refuses a count beyond the range of its kind', () => {
    expect(() => toEntityNumber('message', 2 ** 24)).toThrow('Cannot number a message beyond 16777215')
    expect(() => toEntityNumber('call', -1)).toThrow(RangeError)
  })
})
