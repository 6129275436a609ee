import { parseObjective } from '../metrics/objective.ts'
import type { NamedLatency } from './read-quads.ts'

/** Latencies that a comparison is about unless told otherwise: they need few samples, or have many. */
export const DEFAULT_METRICS = ['ingress.reply.p90', 'websocket.latency.p99', 'webhook.latency.p90'] as const

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
