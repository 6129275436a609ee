import { describe, expect, it } from 'vitest'
import type { RunRecord, SeriesRecord, UsageSample } from '../model/run-record.ts'
import { METRICS } from '../model/metric.ts'
import { judgeObjective } from './judge-objective.ts'
import type { Measurements } from './measure.ts'
import { parseObjective } from './objective.ts'
import { SeriesRecorder } from './series-recorder.ts'
import { mergeSeries } from './series-record.ts'

/** A series of `count` latencies 1000, 2000, ... microseconds, over and over up to `top` different ones. */
function series(name: string, count: number, top = 100): SeriesRecord {
  const recorder = new SeriesRecorder(name, { window: { fromUs: 0, toUs: 1e9 } })
  for (let i = 0; i < count; i++) recorder.record(i, ((i % top) + 1) * 1000)
  return mergeSeries([recorder.read()])
}

const counts = {
  expected: 1000,
  inTime: 990,
  late: 2,
  lost: 5,
  unobserved: 3,
  duplicate: 0,
  reordered: 1,
  unexpected: 0,
}
const nothing = { expected: 0, inTime: 0, late: 0, lost: 0, unobserved: 0, duplicate: 0, reordered: 0, unexpected: 0 }
const ledger = (totals: RunRecord['ledger']['totals']): RunRecord['ledger'] => ({
  emitted: 100,
  unobservedAtSource: 0,
  receivers: [],
  totals,
  examples: [],
})

const bridge = (at: number): UsageSample => ({
  at,
  of: 'bridge',
  cpu: 0.2 + at / 1000,
  rssBytes: 50e6 + at * 20_000,
  descriptors: 30 + at,
})

const data: Measurements = {
  series: [series('ingress.reply', 10_000)],
  ledger: ledger(counts),
  counters: {
    'ingress.replies': 990,
    'ingress.timeouts': 10,
    'calls.offered': 200,
    'calls.started': 199,
    'esl.connections': 2,
  },
  timeline: Array.from({ length: 30 }, (_, at) => ({
    at,
    rates: { 'websocket.frames': at < 5 ? 9 : 1000 },
    latencies: {},
  })),
  usage: Array.from({ length: 30 }, (_, at) => bridge(at)),
  workload: { warmupSeconds: 5, durationSeconds: 20 } as RunRecord['workload'],
}

const judge = (text: string, changes: Partial<Measurements> = {}) =>
  judgeObjective(parseObjective(text), { ...data, ...changes })

describe('parseObjective()', () => {
  it('parseObjective() reads a percentile with its limit in microseconds', () => {
    expect(parseObjective(' call.routing_delay.p99.9 <  0.1s')).toEqual({
      text: ' call.routing_delay.p99.9 <  0.1s',
      subject: { kind: 'percentile', series: 'call.routing_delay', percentile: 99.9 },
      comparator: '<',
      limit: 100_000,
      dimension: 'time',
      unit: 's',
    })
  })

  it.each([
    ['ingress.reply.max <= 500us', 500, 'time'],
    ['ingress.reply.mean<2ms', 2000, 'time'],
    ['events.lost == 0', 0, 'count'],
    ['events.late < 0.5%', 0.005, 'share'],
    ['websocket.lost < 0.1%', 0.001, 'share'],
    ['subscribers.refused < 2%', 0.02, 'share'],
    ['websocket.throughput >= 20000/s', 20_000, 'rate'],
    ['webhook.throughput > 600/min', 10, 'rate'],
    ['bridge.rss.slope < 1.2MB/min', 20_000, 'bytes-rate'],
    ['bridge.rss.max < 200 MiB', 209_715_200, 'bytes'],
    ['bridge.cpu.mean < 80%', 0.8, 'share'],
  ])('parseObjective() reads %j', (text, limit, dimension) => {
    const objective = parseObjective(text)
    expect(objective.limit).toBeCloseTo(limit, 9)
    expect(objective.dimension).toBe(dimension)
  })

  it.each([
    ['ingress.repyl.p99 < 20ms', 'current value is "ingress.repyl.p99"; did you mean "ingress.reply.p99"?'],
    ['events.lots == 0', 'did you mean "events.lost"?'],
    ['bridge.fds.slope < 1/min', 'did you mean "bridge.descriptors.slope"?'],
    ['bridge.memory.max < 1GB', 'did you mean "bridge.rss.max"?'],
    ['zzz < 1', 'its metric must be one of ingress.reply.p99, call.routing_delay.p99, websocket.latency.p99,'],
    ['zzz < 1', 'current value is "zzz"'],
    ['ingress.reply < 20ms', 'a latency needs a statistic: p50, p99.9 or another percentile, max or mean'],
    ['ingress.reply.p0 < 20ms', 'a percentile must be above 0 and below 100: current value is "p0"'],
    ['ingress.reply.p100 < 20ms', 'current value is "p100"'],
    [
      'ingress.service.p99 < 20ms',
      'a diagnostic series hides what it does not wait for: current value is "ingress.service"',
    ],
    ['ingress.reply.p99 < 20msec', 'its unit must be one of us, ms, s: current value is "msec"'],
    ['ingress.reply.p99 < 20', 'its unit must be one of us, ms, s: current value is ""'],
    ['events.lost == 0ms', 'its unit must be one of (a bare number), %: current value is "ms"'],
    ['esl.killed < 1%', 'its unit must be one of (a bare number): current value is "%"'],
    ['ingress.reply.p99 == 20ms', 'only a count can be compared by =='],
    ['events.lost = 0', 'must be a metric, one of <= >= == < > and a number'],
    ['events.lost == -1', 'current value is "events.lost == -1"'],
    ['', 'current value is ""'],
  ])('parseObjective() refuses %j', (text, message) => {
    expect(() => parseObjective(text)).toThrow(SyntaxError)
    expect(() => parseObjective(text)).toThrow(message)
  })
})

describe('judgeObjective()', () => {
  it('judgeObjective() compares a percentile and tells the room that is left', () => {
    expect(judge('ingress.reply.p99 < 132ms')).toEqual({
      text: 'ingress.reply.p99 < 132ms',
      status: 'met',
      measured: '99 ms',
      margin: expect.closeTo(0.25, 2) as number,
      note: '10000 samples',
      limit: { series: 'ingress.reply', percentile: 99, us: 132_000 },
    })
    expect(judge('ingress.reply.p99 < 50ms')).toMatchObject({
      status: 'missed',
      margin: expect.closeTo(-0.98, 2) as number,
    })
    expect(judge('ingress.reply.max <= 100ms').status).toBe('met')
    expect(judge('ingress.reply.max < 100ms').status).toBe('missed')
    expect(judge('ingress.reply.mean > 50ms')).toMatchObject({ status: 'met', measured: '50.5 ms' })
  })

  it.each([
    ['ingress.reply.p99', 1000],
    ['ingress.reply.p99.9', 10_000],
    ['ingress.reply.p99.99', 100_000],
    ['ingress.reply.p50', 20],
    ['ingress.reply.p90', 100],
  ])('judgeObjective() knows %s from %d samples on, and not before', (metric, needed) => {
    const at = (count: number) => judge(`${metric} < 10s`, { series: [series('ingress.reply', count)] })
    expect(at(needed).status).toBe('met')
    expect(at(needed - 1)).toMatchObject({
      status: 'unknown',
      measured: 'too few samples',
      note: `${needed - 1} samples, at least ${needed} are needed`,
    })
  })

  it('judgeObjective() does not know what was not measured, whatever the comparator', () => {
    for (const text of ['ingress.reply.p99 < 1s', 'ingress.reply.max >= 0ms', 'call.routing_delay.mean < 1s']) {
      expect(judge(text, { series: [series('ingress.reply', 0)] })).toMatchObject({
        status: 'unknown',
        note: 'no samples',
      })
    }
  })

  it.each([
    ['events.lost == 0', 'missed', '5', 'of 997 expected deliveries'],
    ['events.lost < 1%', 'met', '0.502%', 'of 997 expected deliveries'],
    ['events.duplicate == 0', 'met', '0', 'of 997 expected deliveries'],
    ['events.unobserved <= 3', 'met', '3', 'of 1000 expected deliveries'],
    ['ingress.timeouts < 1%', 'missed', '1%', 'of 1000 POSTs'],
    ['ingress.errors == 0', 'met', '0', 'of 1000 POSTs'],
    ['calls.started >= 99%', 'met', '99.5%', 'of 200 offered calls'],
    ['esl.killed == 0', 'met', '0', 'of 2 Event Socket connections'],
    ['websocket.throughput >= 1000/s', 'met', '1000/s', 'mean of 20 s'],
    ['bridge.cpu.max < 25%', 'met', '22.4%', '20 samples'],
    ['bridge.rss.max < 50MB', 'missed', '50.5 MB', '20 samples'],
    ['bridge.rss.slope < 1MB/min', 'missed', '1.2 MB/min', '20 samples, 95 % interval 1.2 MB/min to 1.2 MB/min'],
    ['bridge.descriptors.max < 54', 'missed', '54', '20 samples'],
  ])('judgeObjective() finds %j %s', (text, status, measured, note) => {
    expect(judge(text)).toMatchObject({ status, measured, note })
  })

  it('judgeObjective() of any metric is unknown when nothing was there to be counted', () => {
    const empty: Measurements = { ...data, series: [], ledger: ledger(nothing), counters: {}, timeline: [], usage: [] }
    const units = { count: '', rate: '/s', cpu: '%', bytes: 'MB', 'bytes-rate': 'MB/min' }
    for (const { name, unit } of METRICS) {
      const { status, note } = judgeObjective(parseObjective(`${name} <= 1000000${units[unit]}`), empty)
      expect([name, status]).toEqual([name, 'unknown'])
      expect(note).not.toBe('')
    }
  })

  it('judgeObjective() can measure every metric of the registry', () => {
    const full: Measurements = {
      ...data,
      counters: { ...data.counters, 'calls.ended': 1, 'subscribers.reconnected': 1 },
      ledger: { ...data.ledger, receivers: (['websocket', 'webhook'] as const).map((kind) => ({ name: kind, kind, ...data.ledger.totals })) },
      timeline: data.timeline.map((point) => ({
        ...point,
        rates: { 'events.sent': 1, 'ingress.replies': 1, 'websocket.frames': 1, 'webhook.posts': 1 },
      })),
    }
    const units = { count: '', rate: '/s', cpu: '%', bytes: 'MB', 'bytes-rate': 'MB/min' }
    for (const { name, unit } of METRICS) {
      expect([name, judgeObjective(parseObjective(`${name} <= 1000000${units[unit]}`), full).status]).toEqual([
        name,
        'met',
      ])
    }
  })

  it('judgeObjective() leaves a slope open whose limit lies within its confidence interval', () => {
    const restless = data.usage.map((sample, at) => ({ ...sample, rssBytes: 50e6 + (at % 2) * 10e6 }))
    const result = judge('bridge.rss.slope < 1MB/min', { usage: restless })
    expect(result.status).toBe('unknown')
    expect(result.note).toMatch(/95 % interval -/)
  })

  it('judgeObjective() claims no slope from a few seconds, and no descriptors that it could not count', () => {
    const usage = data.usage.slice(5, 12)
    expect(judge('bridge.rss.slope < 1MB/min', { usage }).status).toBe('unknown')
    const hidden = data.usage.map((sample) => ({ ...sample, descriptors: undefined }))
    expect(judge('bridge.descriptors.max < 1000', { usage: hidden }).status).toBe('unknown')
  })
})
