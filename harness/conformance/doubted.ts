import type { Judgement } from '../model/conformance.ts'

/** In one go: every deadline of a check is longer than what timers and processors are late by at other times. */
const STANDSTILL_MS = 1000

/**
 * What was late or did not come while the machine stood still does not count against the bridge: it, or its watcher, may
 * have been asleep. What the bridge did say counts all the same.
 */
export function doubted(judgement: Judgement, standstillMs: number): Judgement {
  if (judgement.status !== 'fail' || judgement.ground === 'fact' || standstillMs < STANDSTILL_MS) return judgement
  return { ...judgement, status: 'unknown', actual: `${judgement.actual}; but the machine stood still for ${Math.round(standstillMs)} ms meanwhile` }
}
