import { PerformanceObserver } from 'node:perf_hooks'
import { threadCpuMs } from './proc.ts'

/** Pauses of one thread for garbage collection; plain data. */
export interface GcPauses {
  readonly totalMs: number
  readonly longestMs: number
  /**
   * The same as far as the thread worked in its pauses: at most, as what it did just before is in it. The rest of a
   * pause it did not run, because the processor was given to others. Undefined where the kernel does not tell.
   */
  readonly ownTotalMs: number | undefined
  readonly ownLongestMs: number | undefined
}

/** What a thread had worked at a moment, both in milliseconds. */
export interface CpuReading {
  readonly atMs: number
  readonly cpuMs: number | undefined
}

export interface StartedGcWatch extends Disposable {
  /** Forgets what was so far. */
  begin(): void
  read(): GcPauses
}

const EVERY_MS = 10
/** Readings that are kept: pauses are told when the loop turns again, so that the one before them is never far back. */
const KEPT = 64

/** Watches the pauses of the thread that calls it. */
export function startGcWatch(): StartedGcWatch {
  const take = (): CpuReading => ({ atMs: performance.now(), cpuMs: threadCpuMs() })
  const readings = [take()]
  const timer = setInterval(() => {
    readings.push(take())
    if (readings.length > KEPT) readings.shift()
  }, EVERY_MS).unref()
  let pauses = NO_PAUSES
  const observer = new PerformanceObserver((list) => {
    const now = take()
    for (const { startTime, duration } of list.getEntries()) {
      pauses = addPause(pauses, duration, ownWork({ startTime, duration }, [...readings, now]))
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  return {
    begin() {
      pauses = NO_PAUSES
    },
    read: () => pauses,
    [Symbol.dispose]() {
      clearInterval(timer)
      observer.disconnect()
    },
  }
}

const NO_PAUSES: GcPauses = { totalMs: 0, longestMs: 0, ownTotalMs: 0, ownLongestMs: 0 }

const addPause = ({ totalMs, longestMs, ownTotalMs, ownLongestMs }: GcPauses, durationMs: number, ownMs: number | undefined): GcPauses => ({
  totalMs: totalMs + durationMs,
  longestMs: Math.max(longestMs, durationMs),
  ownTotalMs: ownMs === undefined || ownTotalMs === undefined ? undefined : ownTotalMs + ownMs,
  ownLongestMs: ownMs === undefined || ownLongestMs === undefined ? undefined : Math.max(ownLongestMs, ownMs),
})

/**
 * Milliseconds that a thread worked in a pause, at most: what it worked between the readings around the pause, and no
 * more than the pause itself.
 * @param readings oldest first
 */
export function ownWork(
  { startTime, duration }: { readonly startTime: number; readonly duration: number },
  readings: readonly CpuReading[],
): number | undefined {
  const before = readings.findLast(({ atMs }) => atMs <= startTime)
  const after = readings.find(({ atMs }) => atMs >= startTime + duration)
  // A reading that is missing takes nothing from the pause.
  if (before === undefined || after === undefined) return duration
  if (before.cpuMs === undefined || after.cpuMs === undefined) return undefined
  return Math.min(duration, after.cpuMs - before.cpuMs)
}
