import { decodeHistogram } from '../metrics/histogram-codec.ts'
import { Histogram } from '../metrics/histogram.ts'
import { samplesNeeded } from '../metrics/judge-objective.ts'
import type { Objective } from '../metrics/objective.ts'
import type { RunRecord } from '../model/run-record.ts'

export type LatencySubject = Exclude<Objective['subject'], { readonly kind: 'metric' }>

/** The value of a latency in a histogram, microseconds; undefined with too few samples to know it. */
export function latencyOf(histogram: Histogram, subject: LatencySubject): number | undefined {
  if (histogram.count < samplesNeeded(subject)) return undefined
  return subject.kind === 'mean' ? histogram.mean : histogram.percentile(subject.percentile)
}

/**
 * A run cut into blocks of whole seconds, each with enough samples for the latency: as many as there can be.
 * @returns a value for each block in microseconds; a rest that is too short is left out
 */
export function latencyBlocks({ series }: RunRecord, subject: LatencySubject): number[] {
  const intervals = series.find(({ name }) => name === subject.series)?.intervals ?? []
  const blocks: number[] = []
  let block = new Histogram()
  for (const { histogram, maxUs } of [...intervals].sort((a, b) => a.at - b.at)) {
    block.add(decodeHistogram(histogram, { overrange: 0, min: 0, max: maxUs, sum: 0 }))
    const value = latencyOf(block, subject)
    if (value === undefined) continue
    blocks.push(value)
    block = new Histogram()
  }
  return blocks
}
