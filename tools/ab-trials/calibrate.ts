import type { AbRecord } from '../../harness/model/gate.ts'

/** Busy work that a pilot is run with: its effect stands out of the noise, and the bridge still has room. */
export const PILOT_BUSY_US = 100

/**
 * Busy work that makes the judged latencies longer by a share, in the mean over them, from a pilot with
 * {@link PILOT_BUSY_US}: while the bridge has room, latencies grow in proportion to it.
 * @returns whole microseconds
 * @throws RangeError when the pilot saw no effect to go by
 */
export function calibrateBusy(pilots: readonly AbRecord[], slowdown: number): number {
  const shifts = pilots.flatMap(({ decision }) => decision.metrics.filter(({ rounds }) => rounds > 0).map(({ shift }) => Math.expm1(shift)))
  const effect = shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length
  if (!(effect > 0.02)) {
    throw new RangeError(`Cannot calibrate as ${PILOT_BUSY_US} µs of busy work must show in the latencies: current value is ${(effect * 100).toFixed(1)} %`)
  }
  return Math.round((PILOT_BUSY_US * slowdown) / effect)
}
