import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE } from './common.ts'

/** What surrounds a trace that is replayed without a scenario: its events are all the traffic there is. */
export const replay = defineScenario({
  id: 'replay',
  title: 'Replay of a trace',
  proves: 'the bridge delivers recorded traffic of a real switch completely, in order and in time',
  workload: {
    ...OFFICE,
    arrivals: { kind: 'constant', perSecond: 0 },
    warmupSeconds: 0,
    prefill: false,
    freeswitchNodes: 1,
    softswitchMachines: 0,
    mix: {
      ...OFFICE.mix,
      registrations: { perSecond: 0, unregisterShare: 0, expireShare: 0 },
      messages: { perSecond: 0 },
    },
  },
  objectives: [...COMPLETE, 'websocket.latency.p99 < 250ms', 'webhook.latency.p99 < 500ms'],
})
