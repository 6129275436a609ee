import { describe, expect, test } from 'vitest'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { recordFixture } from '../merge/record-fixture.ts'
import type { CapacityProbe, CapacitySearchRecord } from '../model/capacity.ts'
import type { RunRecord } from '../model/run-record.ts'
import { concludeCapacity } from './conclude-capacity.ts'
import { measureCapacity } from './measure-capacity.ts'
import { scaleCapacity } from './scale-capacity.ts'
import { THOROUGH } from './search-rules.ts'

const EVENTS_PER_CALL = 4

/** A run against a bridge that delivers so many frames per second and misses its objective beyond. */
function runAgainst(framesPerSecond: number, workload: Workload): RunRecord {
  const rate = workload.arrivals.perSecond
  const status = rate * EVENTS_PER_CALL * workload.subscribers <= framesPerSecond ? 'met' : 'missed'
  const emitted = rate * EVENTS_PER_CALL * (workload.warmupSeconds + workload.durationSeconds)
  const base = recordFixture()
  return {
    ...base,
    workload,
    ledger: { ...base.ledger, emitted },
    objectives: [{ text: 'websocket.latency.p99 < 50ms', status, measured: '', margin: undefined, note: '' }],
  }
}

async function measure(framesPerSecond: number, subscribers = 1) {
  const seen: CapacityProbe[] = []
  const seeds: string[] = []
  const search = await measureCapacity({
    workload: { ...recordFixture().workload, subscribers },
    start: 50,
    lowest: 1,
    highest: 100_000,
    seconds: 5,
    warmupSeconds: 2,
    rules: THOROUGH,
    expirySeconds: 300,
    run: async (workload) => {
      seeds.push(workload.seed)
      return runAgainst(framesPerSecond, workload)
    },
    isOutOfTime: () => false,
    onProbe: (probe) => seen.push(probe),
  })
  return { search, seen, seeds }
}

describe('measureCapacity()', () => {
  test('answers in units of telephony at the verified rate', async () => {
    const { search, seen } = await measure(1600)
    expect(search.answer.kind).toBe('found')
    const { callsPerSecond = 0, eventsPerSecond, busyHourCallAttempts, registeredEndpoints } = search.figures ?? {}
    expect(callsPerSecond).toBeGreaterThan(390)
    expect(callsPerSecond).toBeLessThanOrEqual(400)
    expect(eventsPerSecond).toBeCloseTo(callsPerSecond * EVENTS_PER_CALL, 6)
    expect(busyHourCallAttempts).toBe(Math.round(callsPerSecond * 3600))
    // A tenth of the calls are registrations in this mix.
    expect(registeredEndpoints).toBe(Math.round((callsPerSecond / 10) * 300))
    expect(seen).toEqual(search.probes)
  })

  test('makes other calls in each probe, the same ones from the same seed', async () => {
    const [one, other] = await Promise.all([measure(1600), measure(1600)])
    expect(new Set(one.seeds).size).toBe(one.search.probes.length)
    expect(other.seeds).toEqual(one.seeds)
  })

  test('has no figures where nothing was found', async () => {
    const { search } = await measure(1)
    expect(search.answer.kind).toBe('none')
    expect(search.figures).toBeUndefined()
    expect(concludeCapacity([search]).status).toBe('fail')
  })
})

describe('scaleCapacity()', () => {
  test('fits deliveries over subscribers and refuses to reach far', async () => {
    const sizes = [1, 2, 4, 8, 16]
    // Every subscriber more costs the others 3 %.
    const searches = await Promise.all(
      sizes.map(async (size) => (await measure((4000 * size) / (1 + 0.03 * (size - 1)), size)).search),
    )
    const scaling = scaleCapacity(searches, 'seed')
    expect(scaling?.points.map(({ size }) => size)).toEqual(sizes)
    expect(scaling?.law.sigma).toBeGreaterThan(0.02)
    expect(scaling?.law.sigma).toBeLessThan(0.04)
    expect(scaling?.predictions.map(({ size, trust }) => [size, trust]).slice(-3)).toEqual([
      [32, 'good'],
      [64, 'warn'],
      [128, 'refused'],
    ])
  })

  test('says nothing of fewer than five sizes', async () => {
    const { search } = await measure(1600)
    expect(scaleCapacity([search], 'seed')).toBeUndefined()
  })
})

describe('concludeCapacity()', () => {
  const of = (answer: CapacitySearchRecord['answer']) => concludeCapacity([{ answer }]).status
  const because = 'why'

  test('passes what was found or what the highest rate asked for did not exceed', () => {
    expect(of({ kind: 'found', rate: 100, bracket: { low: 100, high: 102 } })).toBe('pass')
    expect(of({ kind: 'at-least', rate: 100, bracket: { low: 100, high: undefined }, because })).toBe('pass')
  })

  test('knows nothing where the instrument or the time ended the search', () => {
    expect(of({ kind: 'at-least', rate: 100, bracket: { low: 100, high: 200 }, because })).toBe('unknown')
    expect(of({ kind: 'unknown', bracket: { low: 0, high: undefined }, because })).toBe('unknown')
  })
})
