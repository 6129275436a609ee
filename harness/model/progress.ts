/** What a run tells about itself while it goes on, a few times a second. Rates are means over the last second or so. */
export interface ProgressSnapshot {
  /** What the run is doing, in a word or two: `warm-up`, `measuring`, `draining`. */
  readonly phase: string
  /** Seconds since the start of the run. */
  readonly elapsedSeconds: number
  /** Planned length of the run, warm-up included and drain not. */
  readonly totalSeconds: number
  readonly callsPerSecond: number
  readonly eventsPerSecond: number
  readonly framesPerSecond: number
  /** 99th percentile so far of the series that says most; undefined before its first sample. */
  readonly p99: { readonly title: string; readonly us: number } | undefined
  /** Deliveries known to be lost so far; what is still under way is not counted. */
  readonly lost: number
}
