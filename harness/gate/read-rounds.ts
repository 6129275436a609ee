import { decodeHistogram } from '../metrics/histogram-codec.ts'
import { Histogram } from '../metrics/histogram.ts'
import type { RoundRecord, RoundValues } from '../model/gate.ts'
import type { RunRecord } from '../model/run-record.ts'
import { ROUND_SECONDS, RUN_OUT_ROUNDS } from './ab-workload.ts'
import { latencyOf, type LatencySubject } from './metric-blocks.ts'

/** A latency by the name that objectives call it. */
export interface NamedLatency {
  readonly metric: string
  readonly subject: LatencySubject
}

export interface BothSides {
  readonly a: RunRecord
  readonly b: RunRecord
}

/**
 * Health signals that a whole run is judged by and that concern every block of it. What delays sending is looked at by
 * the round instead, and a single pause of the collector shows there too.
 */
const OF_THE_RUN = ['cpu.run_delay', 'cpu.steal', 'gc.share', 'calls.shortfall', 'memory']
/** What one in a hundred echoes tells of receiving concerns a tail that begins as high, and no median. */
const OF_THE_TAIL = ['canary']
const TAIL = 99
/** Where lateness of sending is looked at, at least: one that so few have cannot move a median. */
const LATE_FROM = 90

/** Cuts two runs that took turns into the rounds that count, with the latency of each side in each of them. */
export function readRounds(runs: BothSides, metrics: readonly NamedLatency[]): RoundRecord[] {
  const { warmupSeconds, durationSeconds } = runs.a.workload
  const percentile = highestJudged(metrics)
  const signals = new Set(percentile >= TAIL ? [...OF_THE_RUN, ...OF_THE_TAIL] : OF_THE_RUN)
  const ofRun = [...voidOfRun('A', runs.a, signals), ...voidOfRun('B', runs.b, signals)]
  return Array.from({ length: Math.floor(durationSeconds / ROUND_SECONDS) - RUN_OUT_ROUNDS }, (_, index) => {
    const from = warmupSeconds + index * ROUND_SECONDS
    const seconds = { from, to: from + ROUND_SECONDS }
    const values = metrics.flatMap(({ metric, subject }): [string, RoundValues][] => {
      const a = latencyOf(pool(runs.a, subject.series, seconds), subject)
      const b = latencyOf(pool(runs.b, subject.series, seconds), subject)
      return a === undefined || b === undefined ? [] : [[metric, { a, b }]]
    })
    const voidBecause = [...ofRun, ...lateIn('A', runs.a, { seconds, percentile }), ...lateIn('B', runs.b, { seconds, percentile })]
    return { voidBecause, values: Object.fromEntries(values) }
  })
}

interface Seconds {
  readonly from: number
  readonly to: number
}

/** All samples of a series that were seen in some seconds of a run. */
function pool({ series }: RunRecord, name: string, { from, to }: Seconds): Histogram {
  const pooled = new Histogram()
  const intervals = series.find((one) => one.name === name)?.intervals ?? []
  for (const { at, maxUs, histogram } of intervals) {
    if (at >= from && at < to) pooled.add(decodeHistogram(histogram, { overrange: 0, min: 0, max: maxUs, sum: 0 }))
  }
  return pooled
}

function voidOfRun(side: string, { health }: RunRecord, signals: ReadonlySet<string>): string[] {
  return health
    .filter(({ name, status }) => status === 'void' && signals.has(name))
    .map(({ title, value, unit }) => `${title} of ${side} was ${value} ${unit} over the whole run`)
}

/** The highest percentile that is compared, between {@link LATE_FROM} and {@link TAIL}; a mean is moved by its tail. */
const highestJudged = (metrics: readonly NamedLatency[]): number =>
  Math.min(
    TAIL,
    Math.max(LATE_FROM, ...metrics.map(({ subject }) => (subject.kind === 'mean' ? TAIL : subject.percentile))),
  )

/** The send delay of a round against the limit that p99 of the whole run is judged by. */
function lateIn(
  side: string,
  run: RunRecord,
  { seconds, percentile }: { readonly seconds: Seconds; readonly percentile: number },
): string[] {
  const limitMs = run.health.find(({ name }) => name === 'send.delay.p99')?.voidAbove
  const us = pool(run, 'send.delay', seconds).percentile(percentile)
  if (us === undefined) return [`nothing was sent to ${side}`]
  return limitMs !== undefined && us > limitMs * 1000
    ? [`send delay p${percentile} to ${side} was ${(us / 1000).toPrecision(3)} ms`]
    : []
}
