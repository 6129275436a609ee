import type { Random } from '../../simulators/traffic/index.ts'
import { BUCKET_COUNT, highestIn } from '../metrics/buckets.ts'
import { decodeHistogram } from '../metrics/histogram-codec.ts'
import { Histogram, type HistogramParts } from '../metrics/histogram.ts'
import type { SeriesRecord } from '../model/run-record.ts'

/** Fewest blocks that say anything of how much they vary. */
export const FEWEST_BLOCKS = 8
/** In a long run a block is several seconds: neighbouring seconds are alike, and blocks should not be. */
const MOST_BLOCKS = 60

/** A series cut into histograms of stretches of equal length. */
export function blocksOf({ intervals }: SeriesRecord): HistogramParts[] {
  const size = Math.max(1, Math.ceil(intervals.length / MOST_BLOCKS))
  const sorted = intervals.toSorted((a, b) => a.at - b.at)
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) => {
    const block = new Histogram()
    for (const { histogram, maxUs } of sorted.slice(i * size, (i + 1) * size)) {
      block.add(decodeHistogram(histogram, { overrange: 0, min: 0, max: maxUs, sum: 0 }))
    }
    return block.toParts()
  })
}

/**
 * Percentiles of runs that might as well have been: as many blocks as there are, drawn with replacement, their
 * histograms added. Blocks and not samples are drawn (Künsch's bootstrap), since samples of one second are anything but
 * independent: order statistics would make intervals that are several times too narrow.
 * @param percentiles above 0, at most 100, ascending
 * @returns for each percentile its logarithm in each resample
 */
export function resamplePercentiles(
  blocks: readonly HistogramParts[],
  percentiles: readonly number[],
  random: Random,
  resamples: number,
): number[][] {
  const drawn = Array.from({ length: resamples }, () => {
    const counts = new Float64Array(BUCKET_COUNT)
    for (const _ of blocks) addTo(counts, blocks[random.below(blocks.length)])
    return percentilesOf(counts, percentiles)
  })
  return percentiles.map((_, i) => drawn.map((values) => Math.log(Math.max(1, values[i] ?? 1))))
}

function addTo(counts: Float64Array, block: HistogramParts | undefined): void {
  block?.buckets.forEach((bucket, i) => {
    counts[bucket]! += block.counts[i] ?? 0
  })
}

function percentilesOf(counts: Float64Array, percentiles: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const found: number[] = []
  let passed = 0
  for (let bucket = 0; bucket < counts.length && found.length < percentiles.length; bucket++) {
    passed += counts[bucket] ?? 0
    while (found.length < percentiles.length && passed >= ((percentiles[found.length] ?? 0) / 100) * total) {
      found.push(highestIn(bucket))
    }
  }
  return found
}
