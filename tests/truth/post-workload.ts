import type { Workload } from '../../simulators/traffic/workload.ts'

export interface PostTraffic {
  readonly seed: string
  /** POSTs per second, a Poisson process. */
  readonly perSecond: number
  /** Measured; a second of warm-up comes before them, as what runs for the first time is slow. */
  readonly seconds: number
  /** Machines that share them. @default 1 */
  readonly machines?: number
}

const WARM_UP_SECONDS = 1

/** Text messages and nothing else: one POST each, that waits for none before it. */
export function postWorkload({ seed, perSecond, seconds, machines = 1 }: PostTraffic): Workload {
  return {
    seed,
    arrivals: { kind: 'poisson', perSecond: 0 },
    warmupSeconds: WARM_UP_SECONDS,
    durationSeconds: seconds,
    mix: {
      flows: { busy: 1 },
      talkTime: { medianSeconds: 1, sigma: 0 },
      answerDelay: { medianSeconds: 1, sigma: 0 },
      registrations: { perSecond: 0, unregisterShare: 0, expireShare: 0 },
      messages: { perSecond },
    },
    freeswitchNodes: 0,
    softswitchMachines: machines,
    subscribers: 0,
    webhooks: 0,
  }
}
