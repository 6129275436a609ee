import type { Clock } from '../timing/clock.ts'

/**
 * What Event-Date-Timestamp shows: `exact` the intended microsecond, `ticks` the last tick of a clock that moves every
 * 20 ms, as the real server's does, so that several events share a value.
 */
export type ClockMode = 'exact' | 'ticks'

const TICK_US = 20_000

/** Turns a moment of the run's clock into the Unix microseconds that events show. Ticks are counted from its start. */
export function createEventClock(clock: Clock, mode: ClockMode): (us: number) => number {
  if (mode === 'exact') return (us) => clock.epochUs(us)
  return (us) => clock.epochUs(Math.floor(us / TICK_US) * TICK_US)
}
