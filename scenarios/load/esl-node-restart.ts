import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const eslNodeRestart = defineScenario({
  id: 'esl-node-restart',
  title: 'FreeSWITCH restart',
  proves: 'the bridge waits for a FreeSWITCH that is restarted and subscribes again at once, and loses nothing while linked',
  workload: {
    ...OFFICE,
    durationSeconds: 20,
  },
  tuning: { reconnectMaxMs: 2000 },
  faults: [{ kind: 'esl-link', at: 5, until: 9, nodes: 1, how: 'restart' }],
  objectives: [
    ...COMPLETE,
    'esl.recovery.max < 5s',
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
