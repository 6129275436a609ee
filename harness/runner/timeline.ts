import type { Clock } from '../../simulators/timing/clock.ts'
import type { StartedCrew } from '../load/crew.ts'
import type { RateName } from '../model/metric.ts'
import type { ProgressSnapshot } from '../model/progress.ts'
import type { TimelinePoint } from '../model/run-record.ts'

/** Totals of everything that the timeline shows a rate of. */
export type Totals = Readonly<Record<RateName, number>>

export interface TimelineOptions {
  readonly clock: Clock
  readonly crew: Pick<StartedCrew, 'snapshots'>
  /** Totals that are not counted by workers. */
  readonly received: () => { readonly websocketFrames: number; readonly webhookPosts: number }
  /** Deliveries known to be lost. */
  readonly lost: () => number
  /** Sends each snapshot on; the timeline does not know the phase. */
  readonly onSecond: (snapshot: Omit<ProgressSnapshot, 'phase' | 'totalSeconds'>) => void
}

/** The seconds of a run so far. */
export interface StartedTimeline extends Disposable {
  points(): readonly Omit<TimelinePoint, 'latencies'>[]
}

const SERIES_SHOWN = [
  { name: 'websocket.latency', title: 'websocket' },
  { name: 'webhook.latency', title: 'webhook' },
  { name: 'ingress.reply', title: 'ingress reply' },
] as const

/** Asks every worker once a second for its totals and keeps the rates between two answers. */
export function startTimeline(options: TimelineOptions): StartedTimeline {
  const points: Omit<TimelinePoint, 'latencies'>[] = []
  let last: { readonly us: number; readonly totals: Totals } | undefined

  const take = async (): Promise<void> => {
    const snapshots = await options.crew.snapshots()
    const us = options.clock.nowUs()
    const totals = totalsOf(snapshots.map(({ counters }) => counters), options.received())
    if (last !== undefined && last.us >= 0) {
      const rates = ratesBetween(last.totals, totals, (us - last.us) / 1e6)
      points.push({ at: Math.round(last.us / 1e6), rates })
      options.onSecond({ ...progressOf(rates), elapsedSeconds: us / 1e6, p99: p99Of(snapshots), lost: options.lost() })
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

function totalsOf(
  counters: readonly Readonly<Record<string, number>>[],
  { websocketFrames, webhookPosts }: ReturnType<TimelineOptions['received']>,
): Totals {
  const sum = (name: string): number => counters.reduce((total, counted) => total + (counted[name] ?? 0), 0)
  return {
    'calls.started': sum('calls.started'),
    'events.sent': sum('events.sent'),
    'ingress.replies': sum('ingress.replies'),
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

const progressOf = (rates: Record<RateName, number>) => ({
  callsPerSecond: rates['calls.started'],
  eventsPerSecond: rates['events.sent'],
  framesPerSecond: rates['websocket.frames'],
})

function p99Of(snapshots: readonly { readonly p99Us: Readonly<Record<string, number>> }[]): ProgressSnapshot['p99'] {
  for (const { name, title } of SERIES_SHOWN) {
    const us = Math.max(...snapshots.map(({ p99Us }) => p99Us[name] ?? -1))
    if (us >= 0) return { title, us }
  }
  return undefined
}
