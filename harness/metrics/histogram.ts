import { BUCKET_COUNT, bucketOf, HIGHEST_VALUE, highestIn } from './buckets.ts'

/**
 * Counts whole microseconds in the one geometry of `buckets.ts`, beside exact count, smallest, largest and sum.
 * Recording is one array increment; the array grows with the largest value, so that many small histograms are cheap.
 */
export class Histogram {
  count = 0
  /** Values above the top of the range: counted at the top. */
  overrange = 0
  /** Smallest recorded value; Infinity while there is none. */
  min = Number.POSITIVE_INFINITY
  /** Largest recorded value, overrange included; -Infinity while there is none. */
  max = Number.NEGATIVE_INFINITY
  sum = 0
  #counts = new Float64Array(2048)

  /** @throws RangeError for anything but a whole number of at least 0. */
  record(value: number): void {
    if (!(value >= 0) || value % 1 !== 0) refuse(value)
    let top = value
    if (value > HIGHEST_VALUE) {
      this.overrange++
      top = HIGHEST_VALUE
    }
    const bucket = bucketOf(top)
    if (bucket >= this.#counts.length) this.#grow(bucket)
    this.#counts[bucket]!++
    this.count++
    this.sum += value
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  /** Adds everything that another histogram recorded. */
  add(other: Histogram): void {
    other.#counts.forEach((count, bucket) => this.#addTo(bucket, count))
    this.#addExact(other)
  }

  /** Forgets everything. */
  clear(): void {
    this.#counts.fill(0)
    this.count = this.overrange = this.sum = 0
    this.min = Number.POSITIVE_INFINITY
    this.max = Number.NEGATIVE_INFINITY
  }

  /**
   * Smallest recorded value (to the resolution of its bucket, at most the exact maximum) that at least `percentile`
   * per cent of all values do not exceed; undefined without samples: an empty histogram has no percentile, not zero.
   * @param percentile above 0, at most 100
   */
  percentile(percentile: number): number | undefined {
    if (this.count === 0) return undefined
    const wanted = Math.max(1, ceilOf((percentile / 100) * this.count))
    let passed = 0
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      passed += this.#counts[bucket]!
      if (passed >= wanted) return Math.min(highestIn(bucket), this.max)
    }
    return this.max
  }

  /** The exact mean; undefined without samples. */
  get mean(): number | undefined {
    return this.count === 0 ? undefined : this.sum / this.count
  }

  /** A copy that can be posted to another thread: only the buckets that counted something. */
  toParts(): HistogramParts {
    const used: number[] = []
    this.#counts.forEach((count, bucket) => {
      if (count > 0) used.push(bucket)
    })
    return {
      buckets: Uint16Array.from(used),
      counts: Float64Array.from(used, (bucket) => this.#counts[bucket]!),
      overrange: this.overrange,
      min: this.min,
      max: this.max,
      sum: this.sum,
    }
  }

  /** Adds a copy made by {@link toParts}. */
  addParts(parts: HistogramParts): void {
    let count = 0
    parts.buckets.forEach((bucket, i) => {
      this.#addTo(bucket, parts.counts[i] ?? 0)
      count += parts.counts[i] ?? 0
    })
    this.#addExact({ ...parts, count })
  }

  #addTo(bucket: number, count: number): void {
    if (count === 0) return
    if (bucket >= this.#counts.length) this.#grow(bucket)
    this.#counts[bucket]! += count
  }

  #addExact(other: Pick<Histogram, 'count' | 'overrange' | 'min' | 'max' | 'sum'>): void {
    this.count += other.count
    this.overrange += other.overrange
    this.sum += other.sum
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
  }

  #grow(bucket: number): void {
    const grown = new Float64Array(Math.min(BUCKET_COUNT, Math.max(this.#counts.length * 2, bucket + 1)))
    grown.set(this.#counts)
    this.#counts = grown
  }
}

/** A histogram as plain data: parallel arrays of used buckets and their counts, and the exact figures. */
export interface HistogramParts {
  readonly buckets: Uint16Array
  readonly counts: Float64Array
  readonly overrange: number
  readonly min: number
  readonly max: number
  readonly sum: number
}

/** Rounds up, but not for the last-digit error of a product that should have been whole. */
const ceilOf = (value: number): number => Math.ceil(value - value * Number.EPSILON)

function refuse(value: number): never {
  throw new RangeError(`Cannot record a value as it must be a whole number of at least 0: current value is ${value}`)
}
