import type { Arrivals, Workload } from '../../simulators/traffic/workload.ts'

export interface ProbeLength {
  readonly warmupSeconds: number
  readonly seconds: number
}

/**
 * A scenario's traffic at another rate of calls for a short run: registrations and messages grow along, so that the
 * mix stays what it is, and the calls of a long run exist from the start. Capacity is that of a steady load: a curve
 * gives way to a Poisson process at the rate.
 */
export function probeWorkload(
  workload: Workload,
  callsPerSecond: number,
  { warmupSeconds, seconds }: ProbeLength,
): Workload {
  const factor = callsPerSecond / workload.arrivals.perSecond
  const { registrations, messages } = workload.mix
  const { unregisterShare, expireShare } = registrations
  return {
    ...workload,
    arrivals: steadyArrivals(workload.arrivals, callsPerSecond),
    mix: {
      ...workload.mix,
      registrations: { perSecond: registrations.perSecond * factor, unregisterShare, expireShare },
      messages: { perSecond: messages.perSecond * factor },
    },
    warmupSeconds,
    durationSeconds: seconds,
    prefill: true,
  }
}

function steadyArrivals(arrivals: Arrivals, perSecond: number): Arrivals {
  return arrivals.kind === 'curve' ? { kind: 'poisson', perSecond } : { ...arrivals, perSecond }
}
