import { SeriesRecorder } from '../../../harness/metrics/series-recorder.ts'
import { mergeSeries } from '../../../harness/metrics/series-record.ts'
import { mergeSeriesRecords } from '../../../harness/merge/merge-series-records.ts'
import type { SeriesRecord } from '../../../harness/model/run-record.ts'
import { randomStream } from '../../../simulators/traffic/random.ts'
import { equal } from '../check.ts'
import { defineRow } from '../row.ts'

type Figures = Pick<SeriesRecord, 'count' | 'histogram' | 'sumUs' | 'maxUs' | 'quantiles'>

interface Parts {
  readonly parts: readonly SeriesRecord[]
  readonly merged: SeriesRecord
  /** One recorder that had everything. */
  readonly whole: SeriesRecord
}

const PARTS = 7
const VALUES = 700_000
const SECONDS = 10
const NAME = 'websocket.latency'

export const merge = defineRow<Parts, Figures>({
  name: 'merge',
  must: 'records of 7 segments add up to that of one recorder, to the bit',
  seconds: 2,
  observe: async () => ({ evidence: recordParts(VALUES), sick: [] }),
  formula: ({ merged }) => merged,
  wrong: [
    { name: 'percentiles averaged', of: averaged },
    { name: 'a segment left out', of: ({ parts }) => addUp(parts.slice(1)) },
    { name: 'a segment added twice', of: ({ parts }) => addUp([...parts, ...parts.slice(0, 1)]) },
  ],
  checks: (figures, { whole }) => [
    equal('samples', figures.count, whole.count),
    equal('histogram, base64', figures.histogram, whole.histogram),
    equal('p99.9, us', figures.quantiles.p999Us, whole.quantiles.p999Us),
    equal('maximum, us', figures.maxUs, whole.maxUs),
    equal('sum, us', figures.sumUs, whole.sumUs),
  ],
  specimen: () => recordParts(7000),
})

/** Lognormal latencies, each given to one of the parts as chance has it and to the whole. */
function recordParts(values: number): Parts {
  const random = randomStream('merge', 'values')
  const window = { fromUs: 0, toUs: SECONDS * 1e6 }
  const recorders = Array.from({ length: PARTS }, () => new SeriesRecorder(NAME, { window }))
  const all = new SeriesRecorder(NAME, { window })
  for (let i = 0; i < values; i++) {
    const dueUs = (i / values) * SECONDS * 1e6
    const us = random.lognormal(5000, 1.2)
    recorders[random.below(PARTS)]?.record(dueUs, us)
    all.record(dueUs, us)
  }
  const parts = recorders.map((recorder) => mergeSeries([recorder.read()]))
  return { parts, merged: addUp(parts), whole: mergeSeries([all.read()]) }
}

/** As `callstorm merge` does: by way of the records, whose histograms are encoded. */
function addUp(parts: readonly SeriesRecord[]): SeriesRecord {
  const [merged] = mergeSeriesRecords(parts.map((part) => [part])).series
  if (merged === undefined) throw new Error('Cannot merge as there must be a series')
  return merged
}

function averaged({ parts, merged }: Parts): Figures {
  const mean = parts.reduce((sum, { quantiles }) => sum + quantiles.p999Us, 0) / parts.length
  return { ...merged, quantiles: { ...merged.quantiles, p999Us: Math.round(mean) } }
}
