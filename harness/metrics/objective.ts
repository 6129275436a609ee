import { type MetricDefinition, METRICS, SERIES, type SeriesName } from '../model/metric.ts'
import { nearestName } from './nearest-name.ts'
import { type Dimension, findUnit, unitsOf } from './quantity.ts'

/** A limit on something measured, such as `ingress.reply.p99 < 20ms`. */
export interface Objective {
  /** As written. */
  readonly text: string
  readonly subject: Subject
  readonly comparator: Comparator
  /** In base units of its dimension, see `quantity.ts`. */
  readonly limit: number
  readonly dimension: Dimension
  /** As written. */
  readonly unit: string
}

export type Subject =
  /** `percentile` 100 is the maximum. */
  | { readonly kind: 'percentile'; readonly series: SeriesName; readonly percentile: number }
  | { readonly kind: 'mean'; readonly series: SeriesName }
  | { readonly kind: 'metric'; readonly metric: MetricDefinition }

export const COMPARATORS = ['<=', '>=', '==', '<', '>'] as const
export type Comparator = (typeof COMPARATORS)[number]

/** Counts that are a part of something, so that their limit may be a percentage of it. */
const SHARES = /^(events\.(?!throughput)|(websocket|webhook)\.lost$|subscribers\.refused$|calls\.(started|ended)$|ingress\.(?!throughput))/

/**
 * Reads an objective: a metric, a comparator, a number with a unit. Latency series take `.p50`, `.p99`, `.p99.9` and
 * any other percentile, `.max` and `.mean`; other metrics stand as they are in the registry.
 * @throws SyntaxError that names what is accepted
 */
export function parseObjective(text: string): Objective {
  const parts = /^\s*([^\s<>=]+)\s*(<=|>=|==|<|>)\s*(\d+(?:\.\d+)?)\s*(\S*)\s*$/.exec(text)
  if (!parts) throw refusal(text, `it must be a metric, one of ${COMPARATORS.join(' ')} and a number with its unit`)
  const [, name = '', comparator = '', number = '', unit = ''] = parts
  const subject = parseSubject(name, text)
  const dimensions = dimensionsOf(subject)
  const found = findUnit(unit, dimensions)
  if (!found) throw refusal(text, `its unit must be one of ${unitsOf(dimensions).join(', ')}`, unit)
  if (comparator === '==' && found.dimension !== 'count') throw refusal(text, 'only a count can be compared by ==')
  return {
    text,
    subject,
    comparator: comparator as Comparator,
    limit: Number(number) * found.size,
    dimension: found.dimension,
    unit,
  }
}

function parseSubject(name: string, text: string): Subject {
  const metric = METRICS.find((known) => known.name === name)
  if (metric) return { kind: 'metric', metric }
  const [, seriesName = name, statistic = ''] = /^(.+)\.(p\d+(?:\.\d+)?|max|mean)$/.exec(name) ?? []
  const series = SERIES.find((known) => known.name === seriesName)
  if (!series) throw unknownMetric(name, text)
  if (series.diagnostic) throw refusal(text, 'a diagnostic series hides what it does not wait for', series.name)
  if (statistic === '')
    throw refusal(text, 'a latency needs a statistic: p50, p99.9 or another percentile, max or mean')
  if (statistic === 'mean') return { kind: 'mean', series: series.name }
  const percentile = statistic === 'max' ? 100 : Number(statistic.slice(1))
  if (statistic !== 'max' && !(percentile > 0 && percentile < 100)) {
    throw refusal(text, 'a percentile must be above 0 and below 100', statistic)
  }
  return { kind: 'percentile', series: series.name, percentile }
}

function unknownMetric(name: string, text: string): SyntaxError {
  const latencies = SERIES.filter((series) => !series.diagnostic).map((series) => series.name)
  const metrics = METRICS.map((metric) => metric.name)
  const statistics = ['', '.p99', '.p99.9', '.max']
  const spelt = latencies.flatMap((series) => statistics.map((statistic) => series + statistic))
  const nearest = nearestName(inOurWords(name), [...metrics, ...spelt])
  const hint = nearest ? `; did you mean ${JSON.stringify(nearest)}?` : ''
  const accepted = [...latencies.map((series) => `${series}.p99`), ...metrics].join(', ')
  return refusal(text, `its metric must be one of ${accepted}`, name, hint)
}

/** What others call the same thing, by the word that metrics have for it. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  descriptor: 'descriptors',
  fd: 'descriptors',
  fds: 'descriptors',
  handles: 'descriptors',
  memory: 'rss',
  ws: 'websocket',
}

const inOurWords = (name: string): string => name.split('.').map((word) => OTHER_WORDS[word] ?? word).join('.')

function refusal(text: string, rule: string, value = text, hint = ''): SyntaxError {
  const values = `current value is ${JSON.stringify(value)}${hint}`
  return new SyntaxError(`Cannot parse objective ${JSON.stringify(text)} as ${rule}: ${values}`)
}

/** Units in which the limit of a metric may be written. */
export const unitsOfMetric = (metric: MetricDefinition): string[] => unitsOf(dimensionsOf({ kind: 'metric', metric }))

function dimensionsOf(subject: Subject): readonly Dimension[] {
  if (subject.kind !== 'metric') return ['time']
  const { unit, name } = subject.metric
  switch (unit) {
    case 'count':
      return SHARES.test(name) ? ['count', 'share'] : ['count']
    case 'cpu':
      return ['share']
    case 'rate':
    case 'bytes':
    case 'bytes-rate':
      return [unit]
  }
}
