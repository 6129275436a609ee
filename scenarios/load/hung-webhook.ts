import { defineScenario } from '../../harness/index.ts'
import { COMPLETE_AT_WEBSOCKETS, OFFICE } from './common.ts'

export const hungWebhook = defineScenario({
  id: 'hung-webhook',
  title: 'Hung webhook',
  proves: 'a webhook that never answers delays neither the ingress nor the websockets',
  workload: {
    ...OFFICE,
  },
  tuning: { webhookTimeoutMs: 2000 },
  faults: [{ kind: 'webhook', at: 5, until: 20, policy: { kind: 'hang' } }],
  objectives: [
    ...COMPLETE_AT_WEBSOCKETS,
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
