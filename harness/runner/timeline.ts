import type { Clock } from '../../simulators/timing/clock.ts'
import type { StartedCrew } from '../load/crew.ts'
import type { RateName } from '../model/metric.ts'
import type { ProgressSnapshot } from '../model/progress.ts'
import type { TimelinePoint } from '../model/run-record.ts'
import { createLatenciesSoFar } from './latencies-so-far.ts'

/** Totals of everything that the timeline shows a rate of. */
export type Totals = Readonly<Record<RateName, number>>

export interface TimelineOptions {
  readonly clock: Clock
  readonly crew: Pick<StartedCrew, 'snapshots'>
  /** Totals that are not counted by workers. */
  readonly received: () => { readonly websocketFrames: number; readonly webhookPosts: number }
  /** Sends each second on. */
  readonly onSecond: (second: TimelineSecond) => void
}

/** What the timeline itself knows of a second. */
export interface TimelineSecond extends Pick<ProgressSnapshot, 'elapsedSeconds' | 'rates' | 'latencies'> {
  /** Counters of all threads so far. */
  readonly counters: Readonly<Record<string, number>>
}

/** The seconds of a run so far. */
export interface StartedTimeline extends Disposable {
  points(): readonly Omit<TimelinePoint, 'latencies'>[]
}

/** Asks every worker once a second for its totals and keeps the rates between two answers. */
export function startTimeline(options: TimelineOptions): StartedTimeline {
  const points: Omit<TimelinePoint, 'latencies'>[] = []
  const latencies = createLatenciesSoFar()
  let last: { readonly us: number; readonly totals: Totals } | undefined

  const take = async (): Promise<void> => {
    const snapshots = await options.crew.snapshots()
    const us = options.clock.nowUs()
    const counters = sumCounters(snapshots.map((snapshot) => snapshot.counters))
    const totals = totalsOf(counters, options.received())
    for (const { fresh } of snapshots) latencies.add(fresh)
    if (last !== undefined && last.us >= 0) {
      const rates = ratesBetween(last.totals, totals, (us - last.us) / 1e6)
      points.push({ at: Math.round(last.us / 1e6), rates })
      options.onSecond({ elapsedSeconds: us / 1e6, rates, latencies: latencies.read(), counters })
    }
    last = { us, totals }
  }
  let timer: NodeJS.Timeout | undefined
  const schedule = (): void => {
    const toNextSecondMs = 1000 - ((options.clock.nowUs() / 1000) % 1000)
    timer = setTimeout(() => {
      // A worker that broke is reported by the run itself; here there is just no more second.
      take().then(schedule, () => {})
    }, toNextSecondMs)
  }
  schedule()
  return { points: () => points, [Symbol.dispose]: () => clearTimeout(timer) }
}

function sumCounters(threads: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const counters of threads) {
    for (const [name, count] of Object.entries(counters)) sums[name] = (sums[name] ?? 0) + count
  }
  return sums
}

function totalsOf(
  counters: Readonly<Record<string, number>>,
  { websocketFrames, webhookPosts }: ReturnType<TimelineOptions['received']>,
): Totals {
  return {
    'calls.started': counters['calls.started'] ?? 0,
    'events.sent': counters['events.sent'] ?? 0,
    'ingress.replies': counters['ingress.replies'] ?? 0,
    'websocket.frames': websocketFrames,
    'webhook.posts': webhookPosts,
  }
}

function ratesBetween(before: Totals, after: Totals, seconds: number): Record<RateName, number> {
  const rate = (name: RateName): number => Math.round(((after[name] - before[name]) / seconds) * 10) / 10
  return {
    'calls.started': rate('calls.started'),
    'events.sent': rate('events.sent'),
    'ingress.replies': rate('ingress.replies'),
    'websocket.frames': rate('websocket.frames'),
    'webhook.posts': rate('webhook.posts'),
  }
}
