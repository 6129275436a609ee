import { parseObjective } from '../metrics/objective.ts'
import type { NamedLatency } from './read-quads.ts'

/**
 * Latencies that a comparison is about unless told otherwise. A quad has some eight hundred events, so that a handful of
 * them make its p99, however many subscribers see each: between quads of equal bridges p99 differs by 40 %, p90 by 15 to
 * 22 %, p75 by 9 to 15 %, which is what can be told from 10 % within a minute or two.
 */
export const DEFAULT_METRICS = ['ingress.reply.p75', 'websocket.latency.p75', 'webhook.latency.p75'] as const

/** Calls per second within a block. With half as many, threads sleep between events and waking them is what is measured. */
export const DEFAULT_RATE = 300

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
