import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE_MIX } from './common.ts'

export const busyHour = defineScenario({
  id: 'busy-hour',
  title: 'Busy hour',
  proves: 'the bridge delivers the ordinary traffic of a busy hour completely, in order and without holding up calls',
  workload: {
    arrivals: { kind: 'poisson', perSecond: 80 },
    warmupSeconds: 5,
    durationSeconds: 30,
    prefill: true,
    freeswitchNodes: 2,
    softswitchMachines: 3,
    subscribers: 10,
    webhooks: 1,
    mix: OFFICE_MIX,
  },
  objectives: [
    ...COMPLETE,
    'ingress.reply.p99 < 100ms',
    'call.routing_delay.p99 < 200ms',
    'websocket.latency.p99 < 250ms',
    'webhook.latency.p99 < 500ms',
  ],
})
