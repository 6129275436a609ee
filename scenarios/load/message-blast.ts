import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE, OFFICE_MIX } from './common.ts'

export const messageBlast = defineScenario({
  id: 'message-blast',
  title: 'Message blast',
  proves: 'text messages in masses are delivered as completely as calls, and do not hold calls up',
  workload: {
    ...OFFICE,
    arrivals: { kind: 'poisson', perSecond: 10 },
    mix: { ...OFFICE_MIX, messages: { perSecond: 500 } },
  },
  objectives: [
    ...COMPLETE,
    'ingress.reply.p99 < 200ms',
    'websocket.latency.p99 < 500ms',
  ],
})
