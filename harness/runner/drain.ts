import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../simulators/timing/clock.ts'

export interface DrainOptions {
  readonly clock: Clock
  /** Events received so far by all receivers. */
  readonly received: () => number
  /** Deliveries that are expected and have not come. */
  readonly missing: () => number
  readonly signal: AbortSignal
  /** Waits until the next look. @default 50 ms */
  readonly look?: () => Promise<unknown>
}

/** How a drain ended; `cut` means that deliveries were still coming when its time was over. */
export type DrainEnd = 'complete' | 'quiet' | 'cut' | 'aborted'

/** Nothing new for so long ends a drain; at 2 s a freeze of 1.4 s was still taken for loss now and then. */
const QUIET_US = 3e6
const LONGEST_US = 30e6
const LOOK_EVERY_MS = 50
const lookAgain = (): Promise<void> => delay(LOOK_EVERY_MS)

/** Waits behind the traffic until everything expected has come, or until nothing comes any more. */
export async function drain({ clock, received, missing, signal, look = lookAgain }: DrainOptions): Promise<DrainEnd> {
  const startedUs = clock.nowUs()
  let count = received()
  let changedUs = startedUs
  for (;;) {
    if (signal.aborted) return 'aborted'
    if (missing() <= 0) return 'complete'
    const nowUs = clock.nowUs()
    if (received() !== count) {
      count = received()
      changedUs = nowUs
    }
    if (nowUs - changedUs >= QUIET_US) return 'quiet'
    if (nowUs - startedUs >= LONGEST_US) return 'cut'
    await look()
  }
}
