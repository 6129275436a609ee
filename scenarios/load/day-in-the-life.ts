import { defineScenario } from '../../harness/index.ts'
import { dayArrivals } from '../../simulators/traffic/arrival-shapes.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const dayInTheLife = defineScenario({
  id: 'day-in-the-life',
  title: 'A day in the life',
  proves: 'the bridge goes through the ups and downs of a whole day, compressed into two minutes',
  workload: {
    ...OFFICE,
    arrivals: dayArrivals(80, 120),
    warmupSeconds: 5,
    durationSeconds: 115,
    freeswitchNodes: 2,
    softswitchMachines: 3,
    subscribers: 10,
  },
  objectives: [
    ...COMPLETE,
    'ingress.reply.p99 < 100ms',
    'call.routing_delay.p99 < 200ms',
    'websocket.latency.p99 < 250ms',
    'webhook.latency.p99 < 500ms',
  ],
})
