import { defineScenario } from '../../harness/index.ts'

export const busyHour = defineScenario({
  id: 'busy-hour',
  title: 'Busy hour',
  proves: 'the bridge delivers the ordinary traffic of a busy hour completely, in order and without holding up calls',
  workload: {
    arrivals: { kind: 'poisson', perSecond: 80 },
    warmupSeconds: 5,
    durationSeconds: 30,
    prefill: true,
    freeswitchNodes: 2,
    softswitchMachines: 3,
    subscribers: 10,
    webhooks: 1,
    mix: {
      flows: {
        answered: 20,
        'bridged-hangup-a': 30,
        'bridged-hangup-b': 20,
        'ringing-no-answer': 8,
        busy: 6,
        'caller-cancel': 6,
        rejected: 3,
        'blind-transfer': 4,
        hold: 3,
      },
      talkTime: { medianSeconds: 8, sigma: 0.6 },
      answerDelay: { medianSeconds: 2, sigma: 0.4 },
      registrations: { perSecond: 8, unregisterShare: 0.1, expireShare: 0.05 },
      messages: { perSecond: 2 },
    },
  },
  objectives: [
    'events.lost == 0',
    'events.duplicate == 0',
    'events.reordered == 0',
    'events.unexpected == 0',
    'ingress.reply.p99 < 100ms',
    'call.routing_delay.p99 < 200ms',
    'websocket.latency.p99 < 250ms',
    'webhook.latency.p99 < 500ms',
  ],
})
