import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE, OFFICE_MIX } from './common.ts'

export const conferenceChatter = defineScenario({
  id: 'conference-chatter',
  title: 'Conference and keypad chatter',
  proves: 'members of conferences who talk and callers who press keys, of whom nobody is told, hold up nothing of what others are told',
  workload: {
    ...OFFICE,
    arrivals: { kind: 'poisson', perSecond: 40 },
    mix: { ...OFFICE_MIX, flows: { conference: 4, keypad: 4, 'bridged-hangup-a': 2 } },
  },
  objectives: [
    ...COMPLETE,
    'ingress.reply.p99 < 100ms',
    'call.routing_delay.p95 < 200ms',
    'websocket.latency.p99 < 250ms',
  ],
})
