import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { startCanary } from './canary.ts'

/** How one thread of the harness fared since its measuring began; plain data that can be posted. */
export interface ThreadHealth {
  readonly seconds: number
  /** Longest time for which the event loop did not turn, milliseconds. */
  readonly loopDelayMaxMs: number
  readonly gcTotalMs: number
  readonly gcLongestMs: number
  /** 99th percentile minus median of the canary's round trips, milliseconds; undefined without any. */
  readonly canaryMs: number | undefined
}

export interface StartedThreadHealth extends AsyncDisposable {
  /** Begins again: at the start of the measured part. */
  begin(): void
  read(): ThreadHealth
}

/** Watches the thread that calls it: event loop, garbage collection and a canary. */
export async function startThreadHealth(): Promise<StartedThreadHealth> {
  const canary = await startCanary()
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  let gcTotalMs = 0
  let gcLongestMs = 0
  let sinceMs = performance.now()
  const collections = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      gcTotalMs += duration
      gcLongestMs = Math.max(gcLongestMs, duration)
    }
  })
  collections.observe({ entryTypes: ['gc'] })
  return {
    begin() {
      canary.begin()
      loop.reset()
      gcTotalMs = gcLongestMs = 0
      sinceMs = performance.now()
    },
    read() {
      const [median, high] = [canary.roundTrips.percentile(50), canary.roundTrips.percentile(99)]
      return {
        seconds: (performance.now() - sinceMs) / 1000,
        loopDelayMaxMs: loop.max / 1e6,
        gcTotalMs,
        gcLongestMs,
        canaryMs: median === undefined || high === undefined ? undefined : (high - median) / 1000,
      }
    },
    async [Symbol.asyncDispose]() {
      collections.disconnect()
      loop.disable()
      await canary[Symbol.asyncDispose]()
    },
  }
}
