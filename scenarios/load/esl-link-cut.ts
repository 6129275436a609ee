import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const eslLinkCut = defineScenario({
  id: 'esl-link-cut',
  title: 'Event Socket link cut',
  proves: 'the bridge connects again to a FreeSWITCH whose link was reset, and loses nothing while linked',
  workload: {
    ...OFFICE,
    durationSeconds: 20,
  },
  tuning: { reconnectMaxMs: 2000 },
  faults: [{ kind: 'esl-link', at: 5, until: 9, nodes: 1, how: 'cut' }],
  objectives: [
    ...COMPLETE,
    'esl.recovery.max < 5s',
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
