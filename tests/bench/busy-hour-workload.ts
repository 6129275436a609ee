import type { Mix, Workload } from '../../simulators/traffic/workload.ts'

export const BUSY_HOUR: Mix['flows'] = {
  answered: 10,
  'bridged-hangup-a': 30,
  'bridged-hangup-b': 25,
  'ringing-no-answer': 10,
  busy: 8,
  'caller-cancel': 8,
  rejected: 3,
  'blind-transfer': 3,
  hold: 3,
}

/** Calls a second of the node's own time; with a talk time of 2 s some thousands live at once. */
const CALLS_PER_SECOND = 2000

/** Calls without an end on one FreeSWITCH node. */
export function busyHourWorkload(seed: string, flows: Mix['flows'] = BUSY_HOUR): Workload {
  return {
    seed,
    arrivals: { kind: 'poisson', perSecond: CALLS_PER_SECOND },
    warmupSeconds: 0,
    durationSeconds: Number.POSITIVE_INFINITY,
    mix: {
      flows,
      talkTime: { medianSeconds: 2, sigma: 0.5 },
      answerDelay: { medianSeconds: 0.5, sigma: 0.3 },
      registrations: { perSecond: 0, unregisterShare: 0, expireShare: 0 },
      messages: { perSecond: 0 },
    },
    freeswitchNodes: 1,
    softswitchMachines: 0,
    subscribers: 0,
    webhooks: 0,
  }
}
