import type { Timers } from '../switch-core.ts'

/** Lets one waiter sleep until something happens to it or its time is over. */
export interface Waker {
  /**
   * Sleeps for so many milliseconds, `Infinity` without limit; not at all when `wake()` was called since the last time.
   * @returns whether the time is over
   */
  wait(ms: number): Promise<boolean>
  wake(): void
}

/** Node runs a longer timer at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

export function createWaker(timers: Timers): Waker {
  let isAwake = false
  let resume: ((isDue: boolean) => void) | undefined
  return {
    wait(ms) {
      if (isAwake) {
        isAwake = false
        return Promise.resolve(false)
      }
      return new Promise((resolve) => {
        const cancel = ms > MAX_TIMER_MS ? undefined : timers.after(ms, () => resume?.(true))
        resume = (isDue) => {
          cancel?.()
          resume = undefined
          resolve(isDue)
        }
      })
    },
    wake() {
      if (resume === undefined) isAwake = true
      else resume(false)
    },
  }
}
