import { defineScenario } from '../../harness/index.ts'
import { COMPLETE_AT_WEBSOCKETS, OFFICE } from './common.ts'

export const slowWebhook = defineScenario({
  id: 'slow-webhook',
  title: 'Slow webhook',
  proves: 'a webhook that takes a second to answer delays neither the ingress nor the websockets',
  workload: {
    ...OFFICE,
  },
  faults: [{ kind: 'webhook', at: 5, until: 20, policy: { kind: 'answer', status: 204, delayMs: 1000 } }],
  objectives: [
    ...COMPLETE_AT_WEBSOCKETS,
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
