import { defineScenario } from 'callstorm'

export default defineScenario({
  id: 'lunch-rush',
  title: 'Lunch rush',
  proves: 'a pizza line that doubles at noon loses no order, even while its webhook takes half a second',
  workload: {
    // Twice the calls from the tenth to the twentieth second.
    arrivals: {
      kind: 'curve',
      perSecond: 20,
      points: [
        { atSeconds: 0, factor: 1 },
        { atSeconds: 10, factor: 1 },
        { atSeconds: 11, factor: 2 },
        { atSeconds: 20, factor: 2 },
        { atSeconds: 25, factor: 1 },
      ],
    },
    warmupSeconds: 3,
    durationSeconds: 30,
    prefill: true,
    freeswitchNodes: 1,
    softswitchMachines: 1,
    subscribers: 3,
    webhooks: 1,
    mix: {
      flows: { 'bridged-hangup-a': 6, 'bridged-hangup-b': 2, busy: 1, 'ringing-no-answer': 1 },
      talkTime: { medianSeconds: 6, sigma: 0.5 },
      answerDelay: { medianSeconds: 2, sigma: 0.4 },
      registrations: { perSecond: 2, unregisterShare: 0.1, expireShare: 0.05 },
      messages: { perSecond: 1 },
    },
  },
  faults: [{ kind: 'webhook', at: 5, until: 20, policy: { kind: 'answer', status: 204, delayMs: 500 } }],
  objectives: [
    'events.lost == 0',
    'events.duplicate == 0',
    'ingress.reply.p95 < 50ms',
    'websocket.latency.p99 < 250ms',
  ],
})
