import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE, OFFICE_MIX } from './common.ts'

export const subscriberStorm = defineScenario({
  id: 'subscriber-storm',
  title: 'Subscriber storm',
  proves: 'a thousand subscribers that all come back at once are let in, and each is told everything from then on',
  workload: {
    ...OFFICE,
    arrivals: { kind: 'poisson', perSecond: 1 },
    softswitchMachines: 1,
    freeswitchNodes: 1,
    subscribers: 1000,
    webhooks: 0,
    mix: {
      ...OFFICE_MIX,
      registrations: { perSecond: 0.5, unregisterShare: 0, expireShare: 0 },
      messages: { perSecond: 0 },
    },
  },
  faults: [{ kind: 'subscriber-churn', at: 10, until: 11, share: 1, everyMs: 60_000 }],
  objectives: [
    ...COMPLETE,
    'subscribers.refused == 0',
    'subscriber.connect.max < 10s',
    'websocket.latency.p99 < 1s',
  ],
})
