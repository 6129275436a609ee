import { decodeFromCompressedBase64, encodeIntoCompressedBase64, Float64Histogram } from 'hdr-histogram-js'
import { BUCKET_COUNT, HIGHEST_VALUE, LOWEST_VALUE, lowestIn, SIGNIFICANT_DIGITS } from './buckets.ts'
import { Histogram, type HistogramParts } from './histogram.ts'

/*
 * The only file that knows hdr-histogram-js. Its 32-bit counts wrap silently and its WASM flavour leaks and loses
 * counts from 2^31 on, so 64-bit floating counts in plain JavaScript it is, for decoding as well.
 */
const COUNT_BITS = 64

/** Encodes into the V2 compressed form of HdrHistogram, base64: what `.hlog` files and other tools read. */
export function encodeHistogram(parts: HistogramParts): string {
  return encodeIntoCompressedBase64(toLibrary(parts))
}

/** Exact figures that the encoded form holds only to the resolution of a bucket. */
export interface ExactFigures {
  readonly overrange: number
  readonly min: number
  readonly max: number
  readonly sum: number
}

/**
 * Decodes what {@link encodeHistogram} or another HdrHistogram wrote.
 * @param exact the figures that stand beside it in a run record
 * @throws RangeError when its geometry is another one: its buckets cannot be merged with ours
 * @throws SyntaxError when it is not an encoded histogram
 */
export function decodeHistogram(base64: string, exact?: ExactFigures): Histogram {
  const decoded = decode(base64)
  const { lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits } = decoded
  const geometry = [lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits].join()
  const ours = [LOWEST_VALUE, HIGHEST_VALUE, SIGNIFICANT_DIGITS].join()
  if (geometry !== ours) {
    throw new RangeError(`Cannot decode a histogram as its geometry must be ${ours}: current value is ${geometry}`)
  }
  return toHistogram(decoded, exact)
}

/** One line of the percentile distribution. */
export interface DistributionPoint {
  /** 0 to 100. */
  readonly percentile: number
  readonly valueUs: number
  /** Values up to this one. */
  readonly count: number
}

/** The distribution with five steps for each halving of the distance to 100 %, as HdrHistogram prints it. */
export function distributionOf(parts: HistogramParts): DistributionPoint[] {
  const library = toLibrary(parts)
  if (library.totalCount === 0) return []
  const iterator = library.percentileIterator
  iterator.reset(5)
  const points: DistributionPoint[] = []
  while (iterator.hasNext()) {
    const { percentileLevelIteratedTo, valueIteratedTo, totalCountToThisValue } = iterator.next()
    const valueUs = Math.min(valueIteratedTo, parts.max)
    points.push({ percentile: percentileLevelIteratedTo, valueUs, count: totalCountToThisValue })
  }
  return points
}

/** Standard deviation to the resolution of the buckets, as `.hgrm` files print it; 0 without samples. */
export const standardDeviationOf = (parts: HistogramParts): number =>
  parts.buckets.length === 0 ? 0 : toLibrary(parts).stdDeviation

function toLibrary(parts: HistogramParts): Float64Histogram {
  const library = new Float64Histogram(LOWEST_VALUE, HIGHEST_VALUE, SIGNIFICANT_DIGITS)
  library.autoResize = false
  parts.buckets.forEach((bucket, i) => library.recordValueWithCount(lowestIn(bucket), parts.counts[i] ?? 0))
  return library
}

function decode(base64: string): Float64Histogram {
  try {
    return decodeFromCompressedBase64(base64, COUNT_BITS) as Float64Histogram
  } catch (cause) {
    throw new SyntaxError(
      `Cannot decode a histogram as it must be base64 of a V2 encoding: current length is ${base64.length}`,
      {
        cause,
      },
    )
  }
}

function toHistogram(decoded: Float64Histogram, exact: ExactFigures | undefined): Histogram {
  const buckets: number[] = []
  const counts: number[] = []
  let sum = 0
  for (let bucket = 0; bucket < BUCKET_COUNT; bucket++) {
    const count = decoded.getCountAtIndex(bucket)
    if (count === 0) continue
    buckets.push(bucket)
    counts.push(count)
    sum += count * lowestIn(bucket)
  }
  const figures = exact ?? {
    overrange: 0,
    min: lowestIn(buckets[0] ?? 0),
    max: lowestIn(buckets.at(-1) ?? 0),
    sum,
  }
  const histogram = new Histogram()
  if (buckets.length === 0) return histogram
  histogram.addParts({ buckets: Uint16Array.from(buckets), counts: Float64Array.from(counts), ...figures })
  return histogram
}
