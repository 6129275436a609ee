import type { Scenario } from '../../harness/index.ts'

/** What load scenarios have in common, so that each says only what it is about. */

/** Ordinary calls of an office, short enough for a run of a minute to see them end. */
export const OFFICE_MIX: Scenario['workload']['mix'] = {
  flows: {
    answered: 20,
    'bridged-hangup-a': 30,
    'bridged-hangup-b': 20,
    'ringing-no-answer': 8,
    busy: 6,
    'caller-cancel': 6,
    rejected: 3,
    'blind-transfer': 4,
    hold: 3,
  },
  talkTime: { medianSeconds: 8, sigma: 0.6 },
  answerDelay: { medianSeconds: 2, sigma: 0.4 },
  registrations: { perSecond: 8, unregisterShare: 0.1, expireShare: 0.05 },
  messages: { perSecond: 2 },
}

/** A small installation in its steady state. */
export const OFFICE: Scenario['workload'] = {
  arrivals: { kind: 'poisson', perSecond: 30 },
  warmupSeconds: 3,
  durationSeconds: 30,
  prefill: true,
  freeswitchNodes: 2,
  softswitchMachines: 2,
  subscribers: 5,
  webhooks: 1,
  mix: OFFICE_MIX,
}

/** What no load excuses. */
export const COMPLETE = [
  'events.lost == 0',
  'events.duplicate == 0',
  'events.reordered == 0',
  'events.unexpected == 0',
] as const

/** The same where webhooks are made to fail: what they miss then is the business of the bridge's own limits. */
export const COMPLETE_AT_WEBSOCKETS = [
  'websocket.lost == 0',
  'events.duplicate == 0',
  'events.unexpected == 0',
] as const
