import { createClock, type Clock, type ClockOrigin } from '../../simulators/timing/clock.ts'

/** A clock for what is opened before the run has a start: it stands at minus infinity until its origin is known. */
export interface LateClock extends Clock {
  setOrigin(origin: ClockOrigin): void
}

export function createLateClock(): LateClock {
  let clock: Clock | undefined
  return {
    nowUs: () => clock?.nowUs() ?? Number.NEGATIVE_INFINITY,
    epochUs: (us) => clock?.epochUs(us) ?? Number.NaN,
    setOrigin: (origin) => {
      clock = createClock(origin)
    },
  }
}
