import { defineScenario } from '../../harness/index.ts'
import { crowdArrivals } from '../../simulators/traffic/arrival-shapes.ts'
import { COMPLETE, OFFICE } from './common.ts'

export const flashCrowd = defineScenario({
  id: 'flash-crowd',
  title: 'Flash crowd',
  proves: 'a crowd of ten times the calls within a second costs time at most, and no event',
  workload: {
    ...OFFICE,
    arrivals: crowdArrivals(20, { factor: 10, atSeconds: 10, riseSeconds: 1, holdSeconds: 5 }),
  },
  objectives: [
    ...COMPLETE,
    'ingress.reply.p99 < 500ms',
    'websocket.latency.p99 < 1s',
  ],
})
