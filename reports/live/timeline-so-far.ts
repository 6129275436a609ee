import type { ProgressSnapshot } from '../../harness/model/progress.ts'
import type { TimelinePoint } from '../../harness/model/run-record.ts'

/** Most points that are kept: more than a chart has pixels for. */
export const MOST_POINTS = 600

/**
 * A timeline with one more second. Latencies belong to the second in which they were observed, which is an earlier one.
 * When there are too many points, neighbours become one: mean rates, and of latencies the worst.
 */
export function addSecond(timeline: readonly TimelinePoint[], snapshot: ProgressSnapshot): readonly TimelinePoint[] {
  const at = Math.max(0, Math.round(snapshot.elapsedSeconds) - 1)
  const point: TimelinePoint = { at, rates: snapshot.rates, latencies: {} }
  const last = timeline.at(-1)
  const grown = last !== undefined && last.at >= at ? timeline : [...timeline, point]
  const known = grown.map((one, i) => withLatencies(one, grown[i + 1]?.at ?? Number.POSITIVE_INFINITY, snapshot))
  return known.length > MOST_POINTS ? halve(known) : known
}

/** @param nextAt where the following point begins: a point of a long run stands for several seconds, by their worst */
function withLatencies(point: TimelinePoint, nextAt: number, { latencies }: ProgressSnapshot): TimelinePoint {
  const own = latencies.flatMap(({ name, recent }) =>
    recent
      .filter(({ at }) => at >= point.at && at < nextAt)
      .map(({ p50Us, p99Us, maxUs }): Latencies => ({ [name]: { p50Us, p99Us, maxUs } })),
  )
  if (own.length === 0) return point
  // What is told of one second again stands in place of what was told before.
  const isOneSecond = nextAt - point.at <= 1
  const news = own.reduce(worst)
  return { ...point, latencies: isOneSecond ? { ...point.latencies, ...news } : worst(point.latencies, news) }
}

type Latencies = TimelinePoint['latencies']

function worst(one: Latencies, other: Latencies): Latencies {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries(
    [...names].map((name) => {
      const [a, b] = [one[name], other[name]]
      const most = (key: 'p50Us' | 'p99Us' | 'maxUs'): number => Math.max(a?.[key] ?? 0, b?.[key] ?? 0)
      return [name, { p50Us: most('p50Us'), p99Us: most('p99Us'), maxUs: most('maxUs') }]
    }),
  )
}

function halve(timeline: readonly TimelinePoint[]): readonly TimelinePoint[] {
  return timeline.flatMap((point, i) => {
    if (i % 2 === 1) return []
    const next = timeline[i + 1]
    if (next === undefined) return [point]
    const rates = Object.fromEntries(
      Object.entries(point.rates).map(([name, rate]) => [name, (rate + (next.rates[name] ?? rate)) / 2]),
    )
    return [{ at: point.at, rates, latencies: worst(point.latencies, next.latencies) }]
  })
}
