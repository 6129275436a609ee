import { describe, expect, test } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { DURATION, recordFixture, type Sample, seriesOf, WARM_UP } from '../merge/record-fixture.ts'
import type { RunRecord } from '../model/run-record.ts'
import { judgeProbe } from './judge-probe.ts'
import { probeWorkload } from './probe-workload.ts'
import { readProbe } from './read-probe.ts'

/** Deliveries that come `lateBy` behind a queue that grows over the window: 0 is none, 1 twice the offered load. */
function overloaded(lateBy: number): RunRecord {
  const random = randomStream('read-probe', 'samples')
  const samples = Array.from({ length: 4000 }, (): Sample => {
    const at = DURATION * random.uniform()
    return { atUs: (WARM_UP + at) * 1e6, valueUs: Math.round(2000 + at * lateBy * 1e6) }
  })
  return recordFixture({ series: [seriesOf('websocket.latency', samples)] })
}

describe('readProbe()', () => {
  test('finds everything attained where nothing queues up', () => {
    const reading = readProbe(overloaded(0))
    expect(reading.attainment).toBe(1)
    expect(reading.latencies['websocket.latency']?.p99Us).toBe(2000)
    expect(reading.callsPerSecond).toBe(50)
    expect(reading.eventsPerSecond).toBeCloseTo(100 / (WARM_UP + DURATION), 9)
    expect(judgeProbe(reading)).toBe('pass')
  })

  test('counts as attained what had come a second behind the window: of twice the load it is nine sixteenths', () => {
    const reading = readProbe(overloaded(1))
    expect(reading.attainment).toBeGreaterThan(0.53)
    expect(reading.attainment).toBeLessThan(0.6)
    expect(judgeProbe(reading)).toBe('fail')
  })

  test('counts losses and calls that were not begun as not attained', () => {
    const { ledger } = recordFixture()
    const totals = { ...ledger.totals, inTime: 90, lost: 10 }
    expect(readProbe(recordFixture({ ledger: { ...ledger, totals } })).attainment).toBeCloseTo(0.9, 12)
    expect(readProbe(recordFixture({ counters: { 'calls.offered': 20, 'calls.started': 15 } })).attainment).toBe(0.75)
  })

  test('tells what the bridge did apart from what it missed and from a sick instrument', () => {
    const reasons = [
      { status: 'fail', message: '3 deliveries came more than once' },
      { status: 'invalid', message: 'Send delay p99 was 9 ms' },
      { status: 'fail', message: 'events.lost == 0: measured 2' },
    ] as const
    const reading = readProbe(recordFixture({ verdict: { status: 'fail', reasons } }))
    expect(reading.facts).toEqual(['3 deliveries came more than once'])
    expect(reading.voidBecause).toEqual(['Send delay p99 was 9 ms'])
  })
})

describe('judgeProbe()', () => {
  const sound = readProbe(recordFixture())

  test('lets a fact fail a probe even when the instrument was sick, and nothing else', () => {
    expect(judgeProbe({ ...sound, facts: ['the bridge ended'], voidBecause: ['sick'] })).toBe('fail')
    expect(judgeProbe({ ...sound, attainment: 0.5, voidBecause: ['sick'] })).toBe('void')
  })

  test('is undecided about what was not measured enough, but not when something else was missed', () => {
    const [unknown, missed] = (['unknown', 'missed'] as const).map((status) => ({
      text: 'x',
      status,
      measured: '',
      note: '',
    }))
    expect(judgeProbe({ ...sound, objectives: [...sound.objectives, unknown!] })).toBe('undecided')
    expect(judgeProbe({ ...sound, objectives: [unknown!, missed!] })).toBe('fail')
  })
})

describe('probeWorkload()', () => {
  const { workload } = recordFixture()

  test('keeps the mix: registrations and messages grow with the calls', () => {
    const probe = probeWorkload(workload, 200, { warmupSeconds: 2, seconds: 5 })
    expect(probe.arrivals).toEqual({ kind: 'poisson', perSecond: 200 })
    expect(probe.mix.registrations.perSecond).toBe(20)
    expect(probe.mix.messages.perSecond).toBe(8)
    expect(probe).toMatchObject({ warmupSeconds: 2, durationSeconds: 5, prefill: true, subscribers: 1 })
  })

  test('makes a steady load of one that follows a curve', () => {
    const points = [{ atSeconds: 0, factor: 10 }]
    const curved = {
      ...workload,
      arrivals: { kind: 'curve', perSecond: 50, points },
      mix: { ...workload.mix, registrations: { ...workload.mix.registrations, points } },
    } as const
    const { arrivals, mix } = probeWorkload(curved, 100, { warmupSeconds: 2, seconds: 5 })
    expect(arrivals).toEqual({ kind: 'poisson', perSecond: 100 })
    expect(mix.registrations).toEqual({ perSecond: 10, unregisterShare: 0.05, expireShare: 0.02 })
  })
})
