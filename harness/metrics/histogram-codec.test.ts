import { encodeIntoCompressedBase64, Float64Histogram } from 'hdr-histogram-js'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { bucketOf } from './buckets.ts'
import { decodeHistogram, distributionOf, encodeHistogram, standardDeviationOf } from './histogram-codec.ts'
import { Histogram } from './histogram.ts'

const random = randomStream('histogram-codec', 'test')
/** Lognormal around 2 ms with a long tail, as latencies are. */
const values = Array.from({ length: 70_000 }, () => Math.min(2 ** 32 - 1, Math.floor(random.lognormal(2000, 2.5))))

const library = new Float64Histogram(1, 2 ** 32 - 1, 3)
for (const value of values) library.recordValue(value)

const recorded = (some: readonly number[]): Histogram => {
  const histogram = new Histogram()
  for (const value of some) histogram.record(value)
  return histogram
}

describe('encodeHistogram()', () => {
  it('encodeHistogram() writes what the own recorder of the library writes', () => {
    expect(encodeHistogram(recorded(values).toParts())).toBe(encodeIntoCompressedBase64(library))
  })

  it('bucketOf() is the bucket that the library counts in', () => {
    const other = values.filter((value) => bucketOf(value) !== library.countsArrayIndex(value))
    expect(other).toEqual([])
    expect(bucketOf(2 ** 32 - 1)).toBe(library.countsArrayIndex(2 ** 32 - 1))
  })

  it('encodeHistogram() of seven merged parts equals that of one recorder', () => {
    const merged = new Histogram()
    for (let part = 0; part < 7; part++) {
      const parts = recorded(values.filter((_, i) => i % 7 === part)).toParts()
      merged.add(decodeHistogram(encodeHistogram(parts), parts))
    }
    expect(encodeHistogram(merged.toParts())).toBe(encodeIntoCompressedBase64(library))
    expect(merged.toParts()).toEqual(recorded(values).toParts())
  })

  it('encodeHistogram() and decodeHistogram() keep counts above 2^32', () => {
    const parts = {
      buckets: Uint16Array.of(5),
      counts: Float64Array.of(2 ** 33),
      overrange: 0,
      min: 5,
      max: 5,
      sum: 5 * 2 ** 33,
    }
    expect(decodeHistogram(encodeHistogram(parts)).toParts()).toEqual(parts)
  })
})

describe('decodeHistogram()', () => {
  it('decodeHistogram() refuses another geometry', () => {
    const other = new Float64Histogram(1, 3_600_000_000, 2)
    other.recordValue(7)
    expect(() => decodeHistogram(encodeIntoCompressedBase64(other))).toThrow(
      'Cannot decode a histogram as its geometry must be 1,4294967295,3: current value is 1,3600000000,2',
    )
  })

  it.each(['', 'nonsense', 'AAAA'])('decodeHistogram() refuses %j', (text) => {
    expect(() => decodeHistogram(text)).toThrow(SyntaxError)
  })

  it('decodeHistogram() gives an empty histogram for an encoded empty one', () => {
    expect(decodeHistogram(encodeHistogram(new Histogram().toParts())).percentile(50)).toBeUndefined()
  })

  it('Histogram.percentile() agrees with the library, but for its maximum', () => {
    const ours = recorded(values)
    for (const percentile of [1, 50, 90, 99, 99.9, 99.99]) {
      expect(ours.percentile(percentile)).toBe(library.getValueAtPercentile(percentile))
    }
  })
})

describe('distributionOf()', () => {
  it('distributionOf() rises to 100 % and the exact maximum with all values', () => {
    const points = distributionOf(recorded(values).toParts())
    const percentiles = points.map((point) => point.percentile)
    expect(percentiles).toEqual(percentiles.toSorted((a, b) => a - b))
    expect(points.at(-1)).toEqual({ percentile: 100, valueUs: Math.max(...values), count: values.length })
    expect(points.length).toBeGreaterThan(40)
  })

  it('distributionOf() is empty without samples', () => {
    expect(distributionOf(new Histogram().toParts())).toEqual([])
  })
})

describe('standardDeviationOf()', () => {
  it('standardDeviationOf() is that of the values, to 0.1 %', () => {
    const parts = recorded([1000, 3000, 5000, 7000]).toParts()
    expect(standardDeviationOf(parts)).toBeGreaterThan(Math.sqrt(5e6) * 0.999)
    expect(standardDeviationOf(parts)).toBeLessThan(Math.sqrt(5e6) * 1.001)
    expect(standardDeviationOf(new Histogram().toParts())).toBe(0)
  })
})
