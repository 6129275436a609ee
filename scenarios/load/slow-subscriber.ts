import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE, OFFICE_MIX } from './common.ts'

export const slowSubscriber = defineScenario({
  id: 'slow-subscriber',
  title: 'Slow subscriber',
  proves: 'subscribers that hardly read cost the others nothing',
  workload: {
    ...OFFICE,
    // Enough that what is not read fills the buffers of the system and comes back to the bridge.
    mix: { ...OFFICE_MIX, messages: { perSecond: 600 } },
    durationSeconds: 45,
    subscribers: 8,
  },
  faults: [{ kind: 'slow-subscribers', at: 4, until: 36, subscribers: 2, readMs: 1, everyMs: 10_000 }],
  objectives: [
    ...COMPLETE,
    'ingress.reply.p99 < 100ms',
    'websocket.latency.p99 < 250ms',
  ],
})
