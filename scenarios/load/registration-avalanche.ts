import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE, OFFICE_MIX } from './common.ts'

export const registrationAvalanche = defineScenario({
  id: 'registration-avalanche',
  title: 'Registration avalanche',
  proves: 'every phone that registers again after an outage is told of, while calls go on as before',
  workload: {
    ...OFFICE,
    mix: {
      ...OFFICE_MIX,
      // A hundred times the ordinary rate: some thousands of phones within a few seconds.
      registrations: {
        perSecond: 10,
        unregisterShare: 0,
        expireShare: 0,
        points: [
          { atSeconds: 0, factor: 1 },
          { atSeconds: 12, factor: 1 },
          { atSeconds: 12, factor: 100 },
          { atSeconds: 15, factor: 100 },
          { atSeconds: 18, factor: 1 },
        ],
      },
    },
  },
  objectives: [
    ...COMPLETE,
    'call.routing_delay.p95 < 1s',
    'websocket.latency.p99 < 2s',
  ],
})
