import { parseObjective } from '../metrics/objective.ts'
import type { NamedLatency } from './read-rounds.ts'

/**
 * Latencies that a comparison is about unless told otherwise: the medians. What each event costs a bridge shows there, and
 * equal bridges differ least in them. Between rounds a median differs by 9 to 11 %, p75 by 14 to 19 %, p90 by 27 %,
 * and a round takes four times as many to tell 10 % when it differs twice as much.
 */
export const DEFAULT_METRICS = ['ingress.reply.p50', 'websocket.latency.p50', 'webhook.latency.p50'] as const

/**
 * Calls per second within a block. With fewer the threads sleep between events, and waking them is what is measured; with
 * 300 two cores are too busy for the harness itself at times.
 */
export const DEFAULT_RATE = 200

/**
 * A latency by its name, such as `websocket.latency.p99`.
 * @throws SyntaxError for anything else, or for a maximum, which is one sample's
 */
export function parseLatencyMetric(metric: string): NamedLatency {
  const { subject } = parseObjective(`${metric} < 1s`)
  if (subject.kind !== 'metric' && !(subject.kind === 'percentile' && subject.percentile === 100))
    return { metric, subject }
  throw new SyntaxError(`Cannot compare "${metric}" as it must be a percentile or the mean of a latency`)
}
