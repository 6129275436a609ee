import type { ObjectiveResult, SeriesRecord } from '../model/run-record.ts'
import { decodeHistogram } from './histogram-codec.ts'
import { type Measured, type Measurements, measureMetric } from './measure.ts'
import type { Comparator, Objective, Subject } from './objective.ts'
import { formatQuantity } from './quantity.ts'

/** A percentile is known when at least so many samples lie above it. */
const SAMPLES_ABOVE = 10

/** Judges one objective. Too little measured is unknown, never met. */
export function judgeObjective(objective: Objective, data: Measurements): ObjectiveResult {
  const { text, subject, comparator, limit, dimension, unit } = objective
  const measured = measure(objective, data)
  const drawn = limitOf(objective)
  const common = { text, note: measured.note, ...(drawn && { limit: drawn }) }
  if (measured.kind === 'unknown') {
    return {
      ...common,
      status: 'unknown',
      measured: subject.kind === 'metric' ? 'unknown' : 'too few samples',
      margin: undefined,
    }
  }
  const { interval } = measured
  const known = interval && `95 % interval ${formatQuantity(interval.low, dimension, unit)} to ${formatQuantity(interval.high, dimension, unit)}`
  const isOpen = interval && compare(interval.low, comparator, limit) !== compare(interval.high, comparator, limit)
  return {
    ...common,
    note: known === undefined ? measured.note : `${measured.note}, ${known}`,
    status: isOpen ? 'unknown' : compare(measured.value, comparator, limit) ? 'met' : 'missed',
    measured: formatQuantity(measured.value, dimension, unit),
    margin: marginOf(measured.value, comparator, limit),
  }
}

function measure({ subject, dimension }: Objective, data: Measurements): Measured {
  if (subject.kind === 'metric')
    return measureMetric(subject.metric, data, dimension === 'share' && subject.metric.unit === 'count')
  const series = data.series.find((record) => record.name === subject.series)
  if (!series || series.count === 0) return { kind: 'unknown', note: 'no samples' }
  const needed = samplesNeeded(subject)
  if (series.count < needed) {
    return { kind: 'unknown', note: `${series.count} samples, at least ${needed} are needed` }
  }
  return { kind: 'value', value: valueOf(series, subject), note: `${series.count} samples` }
}

type LatencySubject = Exclude<Subject, { readonly kind: 'metric' }>

/** 1000 for a p99, 10 000 for a p99.9; a maximum is what it is. */
export function samplesNeeded(subject: LatencySubject): number {
  if (subject.kind === 'mean') return SAMPLES_ABOVE
  if (subject.percentile === 100) return 1
  // Without the rounding error of 100 - 99.9 the result would be 10 001.
  return Math.ceil((SAMPLES_ABOVE * 100) / (100 - subject.percentile) - 1e-6)
}

function valueOf(series: SeriesRecord, subject: LatencySubject): number {
  if (subject.kind === 'mean') return series.sumUs / series.count
  if (subject.percentile === 100) return series.maxUs
  const { overrange, minUs: min, maxUs: max, sumUs: sum } = series
  return decodeHistogram(series.histogram, { overrange, min, max, sum }).percentile(subject.percentile) ?? Number.NaN
}

function compare(value: number, comparator: Comparator, limit: number): boolean {
  switch (comparator) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
    case '==':
      return value === limit
  }
}

function marginOf(value: number, comparator: Comparator, limit: number): number | undefined {
  if (limit === 0 || comparator === '==') return undefined
  return comparator === '<' || comparator === '<=' ? (limit - value) / limit : (value - limit) / limit
}

function limitOf({ subject, comparator, limit }: Objective): ObjectiveResult['limit'] {
  if (subject.kind !== 'percentile' || (comparator !== '<' && comparator !== '<=')) return undefined
  return { series: subject.series, percentile: subject.percentile, us: limit }
}
