import type { MetricDefinition, MetricName, RateName } from '../model/metric.ts'
import { fitSlope } from './slope.ts'
import type { DeliveryCounts, RunRecord, UsageSample } from '../model/run-record.ts'

/** The part of a run record that objectives are judged by. */
export type Measurements = Pick<RunRecord, 'series' | 'ledger' | 'counters' | 'timeline' | 'usage' | 'workload'>

/** A measured metric in base units, or why there is none. */
export type Measured =
  | { readonly kind: 'value'; readonly value: number; readonly note: string; readonly interval?: Interval }
  | { readonly kind: 'unknown'; readonly note: string }

/** Where the true value lies, 19 times in 20. */
export interface Interval {
  readonly low: number
  readonly high: number
}

const value = (of: number, note: string): Measured => ({ kind: 'value', value: of, note })
const unknown = (note: string): Measured => ({ kind: 'unknown', note })

/** Fewest seconds that a mean or a slope may rest on. */
const ENOUGH_SECONDS = 5
const ENOUGH_FOR_SLOPE = 10

/**
 * Measures a metric that is no latency. Nothing counted is never zero of something: where there was nothing to count
 * in, the answer is unknown.
 * @param asShare of what the count is a part of
 */
export function measureMetric(metric: MetricDefinition, data: Measurements, asShare: boolean): Measured {
  const counted = COUNTED[metric.name as MetricName]
  if (!counted) return measureSampled(metric.name as MetricName, data)
  const { count, of, in: whole } = counted(data)
  if (of === 0) return unknown(`there were no ${whole}`)
  return value(asShare ? count / of : count, `of ${of} ${whole}`)
}

/** A count and what it is a part of. */
interface Counted {
  readonly count: number
  readonly of: number
  readonly in: string
}

const delivery =
  (field: Exclude<keyof DeliveryCounts, 'expected'>) =>
  ({ ledger: { totals } }: Measurements): Counted => ({
    count: totals[field],
    of: field === 'unobserved' ? totals.expected : totals.expected - totals.unobserved,
    in: 'expected deliveries',
  })

const deliveryTo =
  (kind: 'websocket' | 'webhook') =>
  ({ ledger }: Measurements): Counted => {
    const receivers = ledger.receivers.filter((receiver) => receiver.kind === kind)
    const sum = (of: (receiver: DeliveryCounts) => number): number => receivers.reduce((total, one) => total + of(one), 0)
    const [count, of] = [sum(({ lost }) => lost), sum(({ expected, unobserved }) => expected - unobserved)]
    return { count, of, in: `expected deliveries to ${kind}s` }
  }

const counter =
  (name: string, of: readonly string[], whole: string) =>
  ({ counters }: Measurements): Counted => ({
    count: counters[name] ?? 0,
    of: of.reduce((sum, part) => sum + (counters[part] ?? 0), 0),
    in: whole,
  })

const POSTS = ['ingress.replies', 'ingress.refused', 'ingress.timeouts', 'ingress.errors']

const COUNTED: Partial<Readonly<Record<MetricName, (data: Measurements) => Counted>>> = {
  'events.lost': delivery('lost'),
  'websocket.lost': deliveryTo('websocket'),
  'webhook.lost': deliveryTo('webhook'),
  'subscribers.refused': counter('subscribers.refused', ['subscribers.reconnected', 'subscribers.refused'], 'reconnections'),
  'events.late': delivery('late'),
  'events.duplicate': delivery('duplicate'),
  'events.reordered': delivery('reordered'),
  'events.unexpected': delivery('unexpected'),
  'events.unobserved': delivery('unobserved'),
  'calls.offered': counter('calls.offered', ['calls.offered'], 'calls'),
  'calls.started': counter('calls.started', ['calls.offered'], 'offered calls'),
  'calls.ended': counter('calls.ended', ['calls.started'], 'started calls'),
  'ingress.refused': counter('ingress.refused', POSTS, 'POSTs'),
  'ingress.timeouts': counter('ingress.timeouts', POSTS, 'POSTs'),
  'ingress.errors': counter('ingress.errors', POSTS, 'POSTs'),
  'esl.lost': counter('esl.lost', ['esl.connections'], 'Event Socket connections'),
  'esl.queued': counter('esl.queued', ['esl.connections'], 'Event Socket connections'),
  'esl.killed': counter('esl.killed', ['esl.connections'], 'Event Socket connections'),
}

function measureSampled(name: MetricName, data: Measurements): Measured {
  const rate = THROUGHPUTS[name]
  if (rate) return meanRate(rate, data)
  const samples = data.usage.filter((sample) => sample.of === 'bridge' && isMeasured(sample.at, data))
  if (samples.length === 0) return unknown('the bridge could not be sampled')
  switch (name) {
    case 'bridge.cpu.mean':
      return enough(samples, ENOUGH_SECONDS, (all) => mean(all.map((sample) => sample.cpu)))
    case 'bridge.cpu.max':
      return enough(samples, 1, (all) => Math.max(...all.map((sample) => sample.cpu)))
    case 'bridge.rss.max':
      return enough(samples, 1, (all) => Math.max(...all.map((sample) => sample.rssBytes)))
    case 'bridge.rss.slope':
      return slopeOf(samples.map((sample) => [sample.at, sample.rssBytes]))
    case 'bridge.descriptors.slope':
      return slopeOf(samples.flatMap(({ at, descriptors }) => (descriptors === undefined ? [] : [[at, descriptors]])))
    case 'bridge.descriptors.max':
      return maxDescriptors(samples)
    default:
      return unknown(`"${name}" cannot be measured`)
  }
}

const THROUGHPUTS: Partial<Readonly<Record<MetricName, RateName>>> = {
  'events.throughput': 'events.sent',
  'ingress.throughput': 'ingress.replies',
  'websocket.throughput': 'websocket.frames',
  'webhook.throughput': 'webhook.posts',
}

function meanRate(name: RateName, data: Measurements): Measured {
  const rates = data.timeline.flatMap(({ at, rates: { [name]: rate } }) =>
    rate !== undefined && isMeasured(at, data) ? [rate] : [],
  )
  if (rates.length < ENOUGH_SECONDS)
    return unknown(`${rates.length} seconds were measured, at least ${ENOUGH_SECONDS} are needed`)
  return value(mean(rates), `mean of ${rates.length} s`)
}

function maxDescriptors(samples: readonly UsageSample[]): Measured {
  const known = samples.flatMap(({ descriptors }) => (descriptors === undefined ? [] : [descriptors]))
  return known.length === 0
    ? unknown('the descriptors of the bridge are not ours to count')
    : value(Math.max(...known), `${known.length} samples`)
}

function slopeOf(points: readonly (readonly [x: number, y: number])[]): Measured {
  if (points.length < ENOUGH_FOR_SLOPE) {
    return unknown(`there are ${points.length} samples, at least ${ENOUGH_FOR_SLOPE} are needed`)
  }
  const { slope, low, high } = fitSlope(points)
  return { kind: 'value', value: slope, note: `${points.length} samples`, interval: { low, high } }
}

function enough(
  samples: readonly UsageSample[],
  least: number,
  of: (samples: readonly UsageSample[]) => number,
): Measured {
  if (samples.length < least) return unknown(`there are ${samples.length} samples, at least ${least} are needed`)
  return value(of(samples), `${samples.length} samples`)
}

const isMeasured = (at: number, { workload }: Measurements): boolean =>
  at >= workload.warmupSeconds && at < workload.warmupSeconds + workload.durationSeconds

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length
