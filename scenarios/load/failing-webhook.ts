import { defineScenario } from '../../harness/index.ts'
import { COMPLETE_AT_WEBSOCKETS, OFFICE } from './common.ts'

export const failingWebhook = defineScenario({
  id: 'failing-webhook',
  title: 'Failing webhook',
  proves: 'a webhook that refuses, and one that breaks connections, disturb neither the ingress nor the websockets',
  workload: {
    ...OFFICE,
  },
  faults: [
    { kind: 'webhook', at: 5, until: 12, policy: { kind: 'answer', status: 503, delayMs: 0 } },
    { kind: 'webhook', at: 15, until: 22, policy: { kind: 'reset' } },
  ],
  objectives: [
    ...COMPLETE_AT_WEBSOCKETS,
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
