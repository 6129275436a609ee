import { describe, expect, it } from 'vitest'
import type { HealthSignal } from '../model/run-record.ts'
import type { GcPauses } from './gc-watch.ts'
import { type HealthReadings, judgeHealth } from './health.ts'
import { parseObjective } from './objective.ts'

const gc: GcPauses = { totalMs: 40, longestMs: 1, ownTotalMs: 40, ownLongestMs: 1 }
const thread = { seconds: 30, loopDelayMaxMs: 5, gc, canaryMs: 0.4 }
const healthy: HealthReadings = {
  sendDelay: { count: 1000, p99Us: 1400, maxUs: 9000 },
  threads: [thread, thread],
  process: { runDelay: 45, steal: 0.002, peakRssBytes: 200 * 2 ** 20 },
  calls: { offered: 1000, started: 998 },
}

function statusOf(
  name: string,
  changes: Partial<HealthReadings>,
  objectives: readonly string[] = [],
): HealthSignal['status'] | undefined {
  return find(name, changes, objectives)?.status
}

function find(
  name: string,
  changes: Partial<HealthReadings>,
  objectives: readonly string[] = [],
): HealthSignal | undefined {
  return judgeHealth({ ...healthy, ...changes }, objectives.map(parseObjective)).find((signal) => signal.name === name)
}

const lag = (p99Us: number, maxUs = p99Us): Partial<HealthReadings> => ({ sendDelay: { count: 1000, p99Us, maxUs } })
const withThread = (changes: Partial<typeof thread>): Partial<HealthReadings> => ({
  threads: [thread, { ...thread, ...changes }],
})
const withGc = (changes: Partial<GcPauses>): Partial<HealthReadings> => withThread({ gc: { ...gc, ...changes } })

describe('judgeHealth()', () => {
  it('judgeHealth() finds nothing wrong with a healthy run', () => {
    const signals = judgeHealth(healthy, [parseObjective('ingress.reply.p99 < 20ms')])
    expect(signals.filter((signal) => signal.status !== 'ok')).toEqual([])
    expect(signals.length).toBe(9)
  })

  it.each<[string, Partial<HealthReadings>, Partial<HealthReadings>]>([
    ['send.delay.p99', lag(1501), lag(2501)],
    ['canary', withThread({ canaryMs: 3.1 }), withThread({ canaryMs: 5.1 })],
    [
      'cpu.run_delay',
      { process: { ...healthy.process, runDelay: 101 } },
      { process: { ...healthy.process, runDelay: 301 } },
    ],
    ['cpu.steal', { process: { ...healthy.process, steal: 0.011 } }, { process: { ...healthy.process, steal: 0.051 } }],
    ['gc.share', withGc({ totalMs: 1600 }), withGc({ totalMs: 3100 })],
    ['gc.longest', withGc({ longestMs: 11 }), withGc({ longestMs: 26 })],
    ['calls.shortfall', { calls: { offered: 1000, started: 989 } }, { calls: { offered: 1000, started: 979 } }],
    [
      'memory',
      { process: { ...healthy.process, peakRssBytes: 501 * 2 ** 20 } },
      { process: { ...healthy.process, peakRssBytes: 1001 * 2 ** 20 } },
    ],
  ])('judgeHealth() warns and voids by %s, the worst thread counting', (name, warned, voided) => {
    expect(statusOf(name, {})).toBe('ok')
    expect(statusOf(name, warned)).toBe('warn')
    expect(statusOf(name, voided)).toBe('void')
  })

  it('judgeHealth() voids lag and canary at a tenth of the tightest latency limit when that is more', () => {
    const objectives = [
      'ingress.reply.p99 < 100ms',
      'websocket.latency.p99 < 80ms',
      'events.lost == 0',
      'ingress.reply.p50 > 1ms',
    ]
    expect(find('send.delay.p99', lag(7900), objectives)).toMatchObject({ status: 'warn', voidAbove: 8 })
    expect(statusOf('send.delay.p99', lag(8100), objectives)).toBe('void')
    expect(find('canary', withThread({ canaryMs: 7.9 }), objectives)).toMatchObject({ status: 'warn', voidAbove: 8 })
    expect(find('send.delay.p99', lag(2600), ['ingress.reply.p99 < 5ms'])).toMatchObject({
      status: 'void',
      voidAbove: 2.5,
    })
  })

  it('judgeHealth() holds the longest send delay against half of a limit on the tail, and only then', () => {
    expect(find('send.delay.max', lag(1000, 90_000), ['ingress.reply.p99 < 20ms'])).toBeUndefined()
    const tail = ['ingress.reply.p99 < 20ms', 'call.routing_delay.p99.9 < 100ms']
    expect(statusOf('send.delay.max', lag(1000, 49_000), tail)).toBe('ok')
    expect(statusOf('send.delay.max', lag(1000, 51_000), tail)).toBe('void')
  })

  it('judgeHealth() lets a blocked event loop void only what it delayed', () => {
    expect(statusOf('loop.delay.max', withThread({ loopDelayMaxMs: 60 }))).toBe('warn')
    expect(statusOf('loop.delay.max', { ...withThread({ loopDelayMaxMs: 60 }), ...lag(3000) })).toBe('void')
    expect(statusOf('loop.delay.max', withThread({ loopDelayMaxMs: 21 }))).toBe('warn')
  })

  it('judgeHealth() blames the machine when its threads waited for a processor, itself otherwise', () => {
    expect(find('send.delay.p99', lag(9000))?.blames).toBe('harness')
    expect(find('send.delay.p99', { ...lag(9000), process: { ...healthy.process, runDelay: 250 } })?.blames).toBe(
      'machine',
    )
    expect(find('send.delay.p99', { ...lag(9000), process: { ...healthy.process, steal: 0.03 } })?.blames).toBe(
      'machine',
    )
  })

  it.each([
    ['gc.longest', { longestMs: 300, ownLongestMs: 4 }, 'void', 'machine'],
    ['gc.longest', { longestMs: 300, ownLongestMs: 26 }, 'void', 'harness'],
    ['gc.longest', { longestMs: 11, ownLongestMs: 9 }, 'warn', 'machine'],
    ['gc.longest', { longestMs: 11, ownLongestMs: 11 }, 'warn', 'harness'],
    ['gc.share', { totalMs: 3100, ownTotalMs: 900 }, 'void', 'machine'],
    ['gc.share', { totalMs: 3100, ownTotalMs: 3050 }, 'void', 'harness'],
    ['gc.longest', { longestMs: 300, ownLongestMs: undefined }, 'void', 'harness'],
  ] as const)('judgeHealth() blames %s %j by what the thread worked in its pauses', (name, pauses, status, blames) => {
    expect(find(name, withGc(pauses))).toMatchObject({ status, blames })
  })

  it('judgeHealth() blames the machine for a pause when it was busy and the kernel does not tell of the pause', () => {
    const busy = { process: { ...healthy.process, runDelay: 250 } }
    expect(find('gc.longest', { ...withGc({ longestMs: 300, ownLongestMs: undefined }), ...busy })?.blames).toBe('machine')
    expect(find('gc.longest', { ...withGc({ longestMs: 300, ownLongestMs: 200 }), ...busy })?.blames).toBe('harness')
  })

  it('judgeHealth() does not take a missing reading for a good one', () => {
    const blind: HealthReadings = {
      sendDelay: { count: 0, p99Us: 0, maxUs: 0 },
      threads: [],
      process: { runDelay: undefined, steal: undefined, peakRssBytes: 0 },
      calls: { offered: 0, started: 0 },
    }
    const known = judgeHealth(blind, []).filter((signal) => signal.status !== 'unknown')
    expect(known.map((signal) => signal.name)).toEqual(['memory'])
  })
})
