import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const eslOutage = defineScenario({
  id: 'esl-outage',
  title: 'Event Socket outage',
  proves: 'the bridge finds back to a FreeSWITCH whose link was cut, went dead or was restarted, and loses nothing while linked',
  workload: {
    ...OFFICE,
    durationSeconds: 40,
  },
  tuning: { reconnectMaxMs: 2000 },
  faults: [
    { kind: 'esl-link', at: 4, until: 8, nodes: 1, how: 'cut' },
    { kind: 'esl-link', at: 16, until: 20, nodes: 1, how: 'half-open' },
    { kind: 'esl-link', at: 28, until: 31, nodes: 1, how: 'restart' },
  ],
  objectives: [
    ...COMPLETE,
    'esl.recovery.max < 5s',
    'ingress.reply.p99 < 100ms',
  ],
})
