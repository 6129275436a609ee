import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE, OFFICE_MIX } from './common.ts'

export const unknownSpray = defineScenario({
  id: 'unknown-spray',
  title: 'Unknown spray',
  proves: 'events and fields that the bridge does not know disturb none that it does know',
  workload: {
    ...OFFICE,
    mix: { ...OFFICE_MIX, unknown: { perSecond: 50, fieldShare: 0.5 } },
  },
  objectives: [
    ...COMPLETE,
    'ingress.refused == 0',
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
