import type { Clock } from '../../simulators/timing/clock.ts'

/** A clock that stands until somebody moves it. */
export interface ManualClock extends Clock {
  /** Microseconds of the run. */
  nowIs: number
}

export function createManualClock(): ManualClock {
  const clock = { nowIs: 0, nowUs: () => clock.nowIs, epochUs: (us: number) => 1_795_311_257_000_000 + Math.round(us) }
  return clock
}
