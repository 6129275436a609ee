import { parseObjective } from '../metrics/objective.ts'
import type { NamedLatency } from './read-quads.ts'

/**
 * Latencies that a comparison is about unless told otherwise. A quad has some four hundred events, so that a handful of
 * them make its p99, however many subscribers see each: between quads p99 differs by 40 %, p90 by 13 %.
 */
export const DEFAULT_METRICS = ['ingress.reply.p90', 'websocket.latency.p90', 'webhook.latency.p90'] as const

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
