import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startCanary } from './canary.ts'
import { type GcPauses, startGcWatch } from './gc-watch.ts'

/** How one thread of the harness fared since its measuring began; plain data that can be posted. */
export interface ThreadHealth {
  readonly seconds: number
  /** Longest time for which the event loop did not turn, milliseconds. */
  readonly loopDelayMaxMs: number
  readonly gc: GcPauses
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
  const gc = startGcWatch()
  let sinceMs = performance.now()
  return {
    begin() {
      canary.begin()
      loop.reset()
      gc.begin()
      sinceMs = performance.now()
    },
    read() {
      const [median, high] = [canary.roundTrips.percentile(50), canary.roundTrips.percentile(99)]
      return {
        seconds: (performance.now() - sinceMs) / 1000,
        loopDelayMaxMs: loop.max / 1e6,
        gc: gc.read(),
        canaryMs: median === undefined || high === undefined ? undefined : (high - median) / 1000,
      }
    },
    async [Symbol.asyncDispose]() {
      gc[Symbol.dispose]()
      loop.disable()
      await canary[Symbol.asyncDispose]()
    },
  }
}
