import { Histogram, type HistogramParts } from './histogram.ts'

/** The measured part of a run, microseconds of its clock: from, inclusive, to, exclusive. */
export interface MeasuredWindow {
  readonly fromUs: number
  readonly toUs: number
}

/** The measured part of a workload: what comes before it is warm-up. */
export const measuredWindow = ({ warmupSeconds, durationSeconds }: WindowSeconds): MeasuredWindow => ({
  fromUs: warmupSeconds * 1e6,
  toUs: (warmupSeconds + durationSeconds) * 1e6,
})

interface WindowSeconds {
  readonly warmupSeconds: number
  readonly durationSeconds: number
}

/** What one thread recorded of one latency series: plain data that can be posted. */
export interface SeriesData {
  readonly name: string
  readonly total: HistogramParts
  readonly intervals: readonly IntervalData[]
}

export interface IntervalData {
  /** Start of the interval, seconds of the run. */
  readonly at: number
  readonly seconds: number
  readonly parts: HistogramParts
}

export interface SeriesOptions {
  readonly window: MeasuredWindow
  /** @default {@link intervalSecondsOf} the window */
  readonly intervalSeconds?: number
}

/** Most intervals of one series: what a thread keeps does not grow with the length of the run. */
const MOST_INTERVALS = 900

/** Length of the intervals of a run: a second, and more when it goes on for longer than a quarter of an hour. */
export const intervalSecondsOf = ({ toUs }: MeasuredWindow): number =>
  Number.isFinite(toUs) ? Math.max(1, Math.ceil(toUs / 1e6 / MOST_INTERVALS)) : 1

/**
 * Records one latency series in one thread: a histogram of the whole and one per interval. A sample counts when its
 * *intended* time lies in the window, however late it comes; it belongs to the interval in which it was observed.
 * Intervals are kept sparse and encoded only after the run, as encoding would hold up the thread that measures.
 */
export class SeriesRecorder {
  readonly name: string
  readonly #window: MeasuredWindow
  readonly #lengthUs: number
  readonly #total = new Histogram()
  readonly #current = new Histogram()
  readonly #intervals: IntervalData[] = []
  #endsUs = Number.NEGATIVE_INFINITY
  #handedOut = 0

  constructor(name: string, options: SeriesOptions) {
    this.name = name
    this.#window = options.window
    this.#lengthUs = (options.intervalSeconds ?? intervalSecondsOf(options.window)) * 1e6
  }

  /**
   * @param intendedUs when the measured thing was due
   * @param valueUs latency from then on; rounded to whole microseconds
   * @throws RangeError when the latency is negative by more than its rounding: the instrument is broken
   */
  record(intendedUs: number, valueUs: number): void {
    if (intendedUs < this.#window.fromUs || intendedUs >= this.#window.toUs) return
    const observedUs = intendedUs + valueUs
    if (observedUs >= this.#endsUs) this.#turnTo(observedUs)
    this.#current.record(valueUs < 0 && valueUs > -1 ? 0 : Math.round(valueUs))
  }

  /** Number of samples so far. */
  get count(): number {
    return this.#total.count + this.#current.count
  }

  /** Intervals that are over and were not handed out yet: what a watcher adds up, at no cost to recording. */
  fresh(): readonly IntervalData[] {
    const fresh = this.#intervals.slice(this.#handedOut)
    this.#handedOut = this.#intervals.length
    return fresh
  }

  /** Everything so far; recording may go on. */
  read(): SeriesData {
    this.#keepCurrent()
    return { name: this.name, total: this.#total.toParts(), intervals: [...this.#intervals] }
  }

  #turnTo(observedUs: number): void {
    this.#keepCurrent()
    this.#endsUs = (Math.floor(observedUs / this.#lengthUs) + 1) * this.#lengthUs
  }

  #keepCurrent(): void {
    if (this.#current.count === 0) return
    const at = (this.#endsUs - this.#lengthUs) / 1e6
    this.#intervals.push({ at, seconds: this.#lengthUs / 1e6, parts: this.#current.toParts() })
    this.#total.add(this.#current)
    this.#current.clear()
  }
}
