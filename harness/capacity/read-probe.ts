import { decodeHistogram } from '../metrics/histogram-codec.ts'
import type { ProbeReading } from '../model/capacity.ts'
import type { RunRecord, SeriesRecord } from '../model/run-record.ts'

/** Series whose samples are what a bridge delivers. */
const DELIVERED = ['websocket.latency', 'webhook.latency', 'ingress.reply']

/** What a capacity search needs to know of a short run. */
export function readProbe(record: RunRecord): ProbeReading {
  const { verdict, objectives, series, workload, ledger, timeline } = record
  const isObjective = (message: string): boolean => objectives.some(({ text }) => message.startsWith(`${text}:`))
  const messages = (status: string): string[] =>
    verdict.reasons.flatMap((reason) => (reason.status === status ? [reason.message] : []))
  const measured = timeline.filter(({ at }) => at >= workload.warmupSeconds && at < endOf(record))
  const started = measured.map(({ rates }) => rates['calls.started'] ?? 0)
  return {
    voidBecause: messages('invalid'),
    facts: messages('fail').filter((message) => !isObjective(message)),
    attainment: attainmentOf(record),
    objectives: objectives.map(({ text, status, measured: value, note }) => ({ text, status, measured: value, note })),
    latencies: Object.fromEntries(
      series.flatMap(({ name, count, quantiles: { p50Us, p99Us, p999Us } }) =>
        count > 0 ? [[name, { p50Us, p99Us, p999Us }]] : [],
      ),
    ),
    eventsPerSecond: ledger.emitted / endOf(record),
    callsPerSecond: started.length === 0 ? 0 : started.reduce((sum, rate) => sum + rate, 0) / started.length,
  }
}

const endOf = ({ workload }: RunRecord): number => workload.warmupSeconds + workload.durationSeconds

/**
 * Share of what was offered in the measured window that had come a second behind its end at the latest, the worst
 * series counting; losses and calls that were not begun count as not come.
 */
function attainmentOf(record: RunRecord): number {
  const { series, ledger, counters } = record
  const inTime = series
    .filter(({ name, count }) => DELIVERED.includes(name) && count > 0)
    .map((one) => shareBefore(one, endOf(record) + 1))
  const { expected, lost, unobserved } = ledger.totals
  const kept = expected > unobserved ? 1 - lost / (expected - unobserved) : 1
  const offered = counters['calls.offered'] ?? 0
  const begun = offered > 0 ? (counters['calls.started'] ?? 0) / offered : 1
  return Math.max(0, Math.min(1, begun, kept * Math.min(1, ...inTime)))
}

function shareBefore({ intervals, count }: SeriesRecord, end: number): number {
  const late = intervals.filter(({ at }) => at >= end)
  return 1 - late.reduce((sum, { histogram }) => sum + decodeHistogram(histogram).count, 0) / count
}
