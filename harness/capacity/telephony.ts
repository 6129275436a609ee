import type { TelephonyFigures } from '../model/capacity.ts'

export interface TrafficAtRate {
  readonly callsPerSecond: number
  /** From the attempt to the end, over all attempts, ringing included. */
  readonly meanCallSeconds: number
  readonly eventsPerSecond: number
  readonly registrationsPerSecond: number
  readonly subscribers: number
}

/**
 * Traffic in the units that telephony people plan with. Concurrent calls are those of Little's law. An endpoint
 * registers once per expiry; phones that refresh early have a `refreshShare` below 1.
 * @param expirySeconds time for which a registration holds
 * @param refreshShare share of the expiry after which an endpoint registers again
 */
export function telephonyFigures(traffic: TrafficAtRate, expirySeconds: number, refreshShare = 1): TelephonyFigures {
  const { callsPerSecond, meanCallSeconds, registrationsPerSecond } = traffic
  return {
    ...traffic,
    busyHourCallAttempts: Math.round(callsPerSecond * 3600),
    concurrentCalls: Math.round(callsPerSecond * meanCallSeconds),
    registeredEndpoints: Math.round(registrationsPerSecond * refreshShare * expirySeconds),
    expirySeconds,
  }
}
