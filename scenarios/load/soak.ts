import { defineScenario } from '../../harness/index.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const soak = defineScenario({
  id: 'soak',
  title: 'Soak',
  proves: 'memory and descriptors of the bridge stay where they are, hour after hour',
  workload: {
    ...OFFICE,
    warmupSeconds: 60,
    durationSeconds: 3600,
  },
  objectives: [
    ...COMPLETE,
    'bridge.rss.slope < 1MB/min',
    'bridge.descriptors.slope < 1/min',
    'websocket.latency.p99 < 250ms',
  ],
})
