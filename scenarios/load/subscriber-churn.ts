import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const subscriberChurn = defineScenario({
  id: 'subscriber-churn',
  title: 'Subscriber churn',
  proves: 'subscribers that come and go all the time cost the others nothing, and find the door open',
  workload: {
    ...OFFICE,
    subscribers: 20,
  },
  faults: [{ kind: 'subscriber-churn', at: 3, until: 25, share: 0.1, everyMs: 500 }],
  objectives: [
    ...COMPLETE,
    'subscribers.refused == 0',
    'subscriber.connect.max < 2s',
    'websocket.latency.p99 < 250ms',
  ],
})
