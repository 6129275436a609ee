import type { HealthSignal } from '../model/run-record.ts'
import type { Objective } from './objective.ts'
import type { ProcessHealth } from './process-health.ts'
import type { ThreadHealth } from './thread-health.ts'

/** What the instrument knows about its own run. */
export interface HealthReadings {
  /** The series `send.delay`: how much later than intended things were sent. */
  readonly sendDelay: { readonly count: number; readonly p99Us: number; readonly maxUs: number } | undefined
  readonly threads: readonly ThreadHealth[]
  readonly process: ProcessHealth
  readonly calls: { readonly offered: number; readonly started: number }
}

/**
 * Judges the instrument by fixed thresholds. A signal that depends on how fine the run's objectives measure voids at
 * a tenth of the tightest latency limit, but no sooner than at what a healthy machine shows. The worst thread counts.
 */
export function judgeHealth(readings: HealthReadings, objectives: readonly Objective[]): HealthSignal[] {
  const { sendDelay, threads, process, calls } = readings
  const tenthMs = tightestMs(objectives, () => true) / 10
  const tailMs = tightestMs(objectives, (percentile) => percentile >= 99.9)
  const blames = isMachineBusy(process) ? 'machine' : 'harness'
  const gc: GcReadings = { threads, blames }
  const worst = (pick: (thread: ThreadHealth) => number | undefined): number | undefined => maxOf(threads.map(pick))
  const sent = sendDelay && sendDelay.count > 0 ? sendDelay : undefined

  const lag = signal(
    'send.delay.p99',
    'Send delay p99',
    sent && sent.p99Us / 1000,
    'ms',
    [1.5, atLeast(2.5, tenthMs)],
    blames,
  )
  return [
    lag,
    ...(Number.isFinite(tailMs)
      ? [
          signal(
            'send.delay.max',
            'Send delay, longest',
            sent && sent.maxUs / 1000,
            'ms',
            [tailMs / 2, tailMs / 2],
            blames,
          ),
        ]
      : []),
    onlyWith(
      lag,
      signal(
        'loop.delay.max',
        'Event-loop delay, longest',
        worst((thread) => thread.loopDelayMaxMs),
        'ms',
        [20, 50],
        blames,
      ),
    ),
    signal(
      'canary',
      'Canary echo, p99 above median',
      worst((thread) => thread.canaryMs),
      'ms',
      [3, atLeast(5, tenthMs)],
      blames,
    ),
    signal('cpu.run_delay', 'Waiting for a processor', process.runDelay, 'ms/s', [100, 300], 'machine'),
    signal('cpu.steal', 'Stolen processor time', process.steal, 'share', [0.01, 0.05], 'machine'),
    gcSignal('gc.share', 'Garbage collection', ['share', [0.05, 0.1]], gc, ({ seconds, gc: { totalMs, ownTotalMs } }) => ({
      whole: totalMs / 1000 / seconds,
      own: ownTotalMs === undefined ? undefined : ownTotalMs / 1000 / seconds,
    })),
    gcSignal('gc.longest', 'Garbage collection, longest', ['ms', [10, gcVoidMs(tailMs)]], gc, ({ gc: { longestMs, ownLongestMs } }) => ({
      whole: longestMs,
      own: ownLongestMs,
    })),
    signal('calls.shortfall', 'Calls not started', shortfallOf(calls), 'share', [0.01, 0.02], blames),
    signal('memory', 'Memory of the harness, highest', process.peakRssBytes / 2 ** 20, 'MiB', [500, 1000], 'harness'),
  ]
}

type Thresholds = readonly [warnAbove: number, voidAbove: number]

function signal(
  name: string,
  title: string,
  value: number | undefined,
  unit: string,
  [warnAbove, voidAbove]: Thresholds,
  blames: HealthSignal['blames'],
): HealthSignal {
  const common = { name, title, unit, warnAbove, voidAbove, blames }
  if (value === undefined) return { ...common, value: 0, status: 'unknown' }
  return {
    ...common,
    value: Number(value.toPrecision(3)),
    status: value > voidAbove ? 'void' : value > warnAbove ? 'warn' : 'ok',
  }
}

interface GcReadings {
  readonly threads: readonly ThreadHealth[]
  /** Whose doing it is where the kernel does not tell. */
  readonly blames: HealthSignal['blames']
}

/**
 * A pause is as long as the collector works, and longer when others have the processor meanwhile: what the thread
 * itself worked says whose doing it is.
 */
function gcSignal(
  name: string,
  title: string,
  [unit, thresholds]: readonly [unit: string, thresholds: Thresholds],
  { threads, blames }: GcReadings,
  pick: (thread: ThreadHealth) => { readonly whole: number; readonly own: number | undefined },
): HealthSignal {
  const pauses = threads.map(pick)
  const judged = signal(name, title, maxOf(pauses.map(({ whole }) => whole)), unit, thresholds, blames)
  if (pauses.some(({ own }) => own === undefined)) return judged
  const own = signal(name, title, maxOf(pauses.map(({ own }) => own)), unit, thresholds, blames)
  return { ...judged, blames: own.status === judged.status ? 'harness' : 'machine' }
}

/** A blocked loop that delayed no sending is worth a warning only. */
const onlyWith = (other: HealthSignal, own: HealthSignal): HealthSignal =>
  own.status === 'void' && other.status !== 'void' ? { ...own, status: 'warn' } : own

/** Lowest upper limit of a latency objective, milliseconds; Infinity when there is none. */
function tightestMs(objectives: readonly Objective[], counts: (percentile: number) => boolean): number {
  const limits = objectives.flatMap(({ subject, comparator, limit }) =>
    comparator.startsWith('<') && subject.kind === 'percentile' && counts(subject.percentile) ? [limit / 1000] : [],
  )
  return Math.min(Number.POSITIVE_INFINITY, ...limits)
}

/** Without an objective that needs more, the healthy threshold is it. */
const atLeast = (healthy: number, asserted: number): number =>
  Number.isFinite(asserted) ? Math.max(healthy, asserted) : healthy

/** One pause matters to the tail alone, and there by a tenth of its limit, between what warns and 25 ms. */
const gcVoidMs = (tailMs: number): number => Math.min(25, Math.max(10, tailMs / 10))

const isMachineBusy = ({ runDelay = 0, steal = 0 }: ProcessHealth): boolean => runDelay > 100 || steal > 0.01

const shortfallOf = ({ offered, started }: HealthReadings['calls']): number | undefined =>
  offered > 0 ? Math.max(0, (offered - started) / offered) : undefined

function maxOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}
