import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketOf, highestIn, lowestIn } from './buckets.ts'
import { Histogram } from './histogram.ts'

const recorded = (values: readonly number[]): Histogram => {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

/** Latencies of every order of magnitude, equally often. */
const anyValue = fc
  .tuple(fc.integer({ min: 0, max: 32 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([bits, part]) => Math.min(2 ** 32 - 1, Math.floor(2 ** bits * (1 + part))))

describe('bucketOf()', () => {
  it('bucketOf() puts a value between the edges of its bucket, at most 0.1 % wide', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bucket = bucketOf(value)
        expect(lowestIn(bucket)).toBeLessThanOrEqual(value)
        expect(highestIn(bucket)).toBeGreaterThanOrEqual(value)
        expect(highestIn(bucket) - lowestIn(bucket)).toBeLessThanOrEqual(value / 1000)
      }),
    )
  })
})

describe('Histogram', () => {
  it('Histogram has no percentile and no mean without samples', () => {
    expect(new Histogram().percentile(99)).toBeUndefined()
    expect(new Histogram().mean).toBeUndefined()
  })

  it('Histogram.percentile() is the nearest-rank value, to 0.1 %', () => {
    fc.assert(
      fc.property(
        fc.array(anyValue, { minLength: 1, maxLength: 300 }),
        fc.constantFrom(50, 90, 99, 99.9, 100),
        (values, p) => {
          const sorted = values.toSorted((a, b) => a - b)
          const truth = sorted[Math.max(0, Math.ceil((p / 100) * values.length - 1e-9) - 1)] ?? Number.NaN
          const found = recorded(values).percentile(p) ?? Number.NaN
          expect(found).toBeGreaterThanOrEqual(truth)
          expect(found).toBeLessThanOrEqual(truth * 1.001)
        },
      ),
    )
  })

  it('Histogram.percentile() never exceeds the exact maximum', () => {
    expect(recorded([1_439_460]).percentile(100)).toBe(1_439_460)
  })

  it('Histogram keeps minimum, maximum, sum and mean exactly', () => {
    const histogram = recorded([3, 1_439_461, 70_001])
    expect([histogram.count, histogram.min, histogram.max, histogram.sum]).toEqual([3, 3, 1_439_461, 1_509_465])
    expect(histogram.mean).toBe(503_155)
  })

  it('Histogram counts a value above the range at the top and says so', () => {
    const histogram = recorded([2 ** 32 + 5, 10])
    expect(histogram.overrange).toBe(1)
    expect(histogram.max).toBe(2 ** 32 + 5)
    expect(histogram.count).toBe(2)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5])('Histogram.record() refuses %s', (value) => {
    const histogram = new Histogram()
    expect(() => histogram.record(value)).toThrow(RangeError)
    expect(histogram.count).toBe(0)
  })

  it('Histogram.add() and addParts() give what one recorder of all values gives', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 200 }), fc.array(anyValue, { maxLength: 200 }), (left, right) => {
        const whole = recorded([...left, ...right]).toParts()
        const added = recorded(left)
        added.add(recorded(right))
        const fromParts = recorded(left)
        fromParts.addParts(recorded(right).toParts())
        expect(added.toParts()).toEqual(whole)
        expect(fromParts.toParts()).toEqual(whole)
      }),
    )
  })

  it('Histogram.clear() forgets everything', () => {
    const histogram = recorded([5, 5_000_000])
    histogram.clear()
    expect(histogram.toParts()).toEqual(new Histogram().toParts())
  })

  it('Histogram.toParts() survives a post to another thread', () => {
    const copy = new Histogram()
    copy.addParts(structuredClone(recorded([1, 2, 2, 90_000]).toParts()))
    expect([copy.count, copy.percentile(50), copy.max]).toEqual([4, 2, 90_000])
  })
})
