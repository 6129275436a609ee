import { mergeSeries } from '../metrics/series-record.ts'
import { SeriesRecorder, type SeriesData } from '../metrics/series-recorder.ts'
import type { RunRecord, SeriesRecord } from '../model/run-record.ts'

/** One latency sample: when it was due and how long it took, microseconds. */
export interface Sample {
  readonly atUs: number
  readonly valueUs: number
}

export const WARM_UP = 1
export const DURATION = 8

/** The data of a series as one thread records it. */
export function recordSamples(name: string, samples: readonly Sample[]): SeriesData {
  const recorder = new SeriesRecorder(name, {
    window: { fromUs: WARM_UP * 1e6, toUs: (WARM_UP + DURATION) * 1e6 },
  })
  for (const { atUs, valueUs } of [...samples].sort((a, b) => a.atUs + a.valueUs - b.atUs - b.valueUs))
    recorder.record(atUs, valueUs)
  return recorder.read()
}

export const seriesOf = (name: string, samples: readonly Sample[]): SeriesRecord =>
  mergeSeries([recordSamples(name, samples)])

/** A sound record of a short run, for tests to vary. */
export function recordFixture(changes: Partial<RunRecord> = {}): RunRecord {
  const counts = {
    expected: 100,
    inTime: 100,
    late: 0,
    lost: 0,
    unobserved: 0,
    duplicate: 0,
    reordered: 0,
    unexpected: 0,
  }
  return {
    schema: 'callstorm.run/1',
    callstorm: '0.1.0',
    scenario: { id: 'busy-hour', title: 'Busy hour', proves: 'something' },
    startedAt: '2026-11-22T03:04:05.678Z',
    endedAt: '2026-11-22T03:04:18.000Z',
    command: 'npm start -- run busy-hour',
    runId: '5c19ab04',
    workload: {
      seed: 's',
      arrivals: { kind: 'poisson', perSecond: 50 },
      warmupSeconds: WARM_UP,
      durationSeconds: DURATION,
      mix: {
        flows: { answered: 1 },
        talkTime: { medianSeconds: 6, sigma: 0.8 },
        answerDelay: { medianSeconds: 1.5, sigma: 0.5 },
        registrations: { perSecond: 5, unregisterShare: 0.05, expireShare: 0.02 },
        messages: { perSecond: 2 },
      },
      freeswitchNodes: 1,
      softswitchMachines: 1,
      subscribers: 1,
      webhooks: 0,
    },
    target: {
      profile: 'reference',
      kind: 'process',
      description: 'a bridge',
      capabilities: { in: ['esl-inbound', 'http-post'], out: ['websocket'] },
      exit: { code: 0, signal: null, expected: true },
      log: undefined,
    },
    environment: { node: 'v20.20.2', platform: 'linux 6.18', cpu: 'a processor', cores: 2, memoryBytes: 2 ** 33 },
    verdict: { status: 'pass', reasons: [] },
    objectives: [{ text: 'events.lost == 0', status: 'met', measured: '0', margin: undefined, note: '' }],
    series: [],
    ledger: {
      emitted: 100,
      unobservedAtSource: 0,
      receivers: [{ name: 'websocket-1', kind: 'websocket', ...counts }],
      totals: counts,
      examples: [],
    },
    counters: { 'calls.offered': 20, 'calls.started': 20 },
    timeline: Array.from({ length: WARM_UP + DURATION }, (_, at) => ({
      at,
      rates: { 'calls.started': 50 },
      latencies: {},
    })),
    marks: [],
    health: [signal(1, 'ok')],
    usage: [],
    ...changes,
  }
}

export const signal = (value: number, status: RunRecord['health'][number]['status']): RunRecord['health'][number] => ({
  name: 'send.delay.p99',
  title: 'Send delay p99',
  value,
  unit: 'ms',
  warnAbove: 1.5,
  voidAbove: 2.5,
  status,
  blames: 'machine',
})
