import type { Workload } from '../../simulators/traffic/workload.ts'

export interface PostTraffic {
  readonly seed: string
  /** POSTs per second, a Poisson process. */
  readonly perSecond: number
  readonly seconds: number
  /** @default 0 */
  readonly warmupSeconds?: number
  /** Machines that share them. @default 1 */
  readonly machines?: number
}

/** Text messages and nothing else: one POST each, that waits for none before it. */
export function postWorkload({ seed, perSecond, seconds, warmupSeconds = 0, machines = 1 }: PostTraffic): Workload {
  return {
    seed,
    arrivals: { kind: 'poisson', perSecond: 0 },
    warmupSeconds,
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
