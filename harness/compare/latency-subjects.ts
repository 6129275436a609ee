import { parseObjective } from '../metrics/objective.ts'
import { SERIES, type SeriesName } from '../model/metric.ts'
import type { RunRecord } from '../model/run-record.ts'

/** A percentile of a series that sides are held against each other by. */
export interface LatencySubject {
  readonly metric: string
  readonly series: SeriesName
  /** Above 0, below 100: a maximum is one sample, and one sample proves nothing. */
  readonly percentile: number
  /** Whether an objective is about it. */
  readonly asserted: boolean
}

/** What a reader looks for, whether an objective is about it or not. */
const ALWAYS = [50, 99] as const

/** The percentiles that objectives of the runs are about, and the usual ones of each series, in order of the registry. */
export function latencySubjects(runs: readonly RunRecord[]): LatencySubject[] {
  const asserted = runs.flatMap(({ objectives }) => objectives.flatMap(({ text }) => assertedBy(text)))
  return SERIES.filter(({ name, diagnostic }) => !diagnostic && hasSamples(runs, name)).flatMap(({ name }) => {
    const own = new Set(asserted.filter(({ series }) => series === name).map(({ percentile }) => percentile))
    return [...new Set([...ALWAYS, ...own])]
      .sort((a, b) => a - b)
      .map((percentile) => ({ metric: `${name}.p${percentile}`, series: name, percentile, asserted: own.has(percentile) }))
  })
}

const hasSamples = (runs: readonly RunRecord[], name: string): boolean =>
  runs.some(({ series }) => series.some((one) => one.name === name && one.count > 0))

/** An objective of another version of callstorm may name what this one does not know: it asserts nothing here. */
function assertedBy(text: string): { readonly series: SeriesName; readonly percentile: number }[] {
  try {
    const { subject } = parseObjective(text)
    return subject.kind === 'percentile' && subject.percentile < 100 ? [subject] : []
  } catch {
    return []
  }
}
