import { createClock, type Clock, type ClockOrigin } from '../../simulators/timing/clock.ts'

/**
 * A clock for what is opened before the run has a start: until its origin is known it stands at minus infinity, and
 * Unix time is that of the wall clock.
 */
export interface LateClock extends Clock {
  setOrigin(origin: ClockOrigin): void
}

export function createLateClock(): LateClock {
  let clock: Clock | undefined
  return {
    nowUs: () => clock?.nowUs() ?? Number.NEGATIVE_INFINITY,
    epochUs: (us) => clock?.epochUs(us) ?? Date.now() * 1000,
    setOrigin: (origin) => {
      clock = createClock(origin)
    },
  }
}
