import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const eslHalfOpen = defineScenario({
  id: 'esl-half-open',
  title: 'Half-open Event Socket',
  proves: 'the bridge notices a FreeSWITCH that has gone silent without a word, finds back to it, and loses nothing while linked',
  workload: {
    ...OFFICE,
    durationSeconds: 20,
  },
  tuning: { reconnectMaxMs: 2000 },
  faults: [{ kind: 'esl-link', at: 5, until: 9, nodes: 1, how: 'half-open' }],
  objectives: [
    ...COMPLETE,
    'esl.recovery.max < 5s',
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
