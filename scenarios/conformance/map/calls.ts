/**
 * MAP-01: Each CHANNEL_CREATE, CHANNEL_ANSWER and CHANNEL_HANGUP_COMPLETE yields exactly one call/start, call/answer,
 * call/end; CHANNEL_HANGUP, CHANNEL_DESTROY and other states yield none.
 * MAP-02: CHANNEL_STATE with `Channel-State: CS_ROUTING` yields call/route if and only if `Channel-Call-State` is not `DOWN`.
 * MAP-07: `machine` of every ESL event is the configured number of the link it came by.
 */
import { anyEvent, channelAnswer, channelCallState, channelCreate, channelDestroy, channelHangup, channelState, defineCheck, event, exactly, hangupComplete, legOrder, timestampOf } from '../../../harness/index.ts'
import { secondNode } from '../second-node.ts'

export const startAnswer = defineCheck({
  id: 'map/start-answer',
  title: 'start and answer',
  requirements: ['MAP-01', 'MAP-07'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'CHANNEL_CREATE and CHANNEL_ANSWER on node 2, every header value distinct',
  expectation: 'one call/start and one call/answer, with ids, parties and timestamp from their headers and machine 2',
  mutants: ['M23', 'M25'],
  async run(rig) {
    const leg = rig.leg()
    const [created, answered] = [channelCreate(leg), channelAnswer(leg)]
    const node = secondNode(rig)
    const trial = await rig.trial(node, () => node.fire(created, answered))
    const { uniqueid, callid, from, to, fromName } = leg
    const common = { asteriskid: uniqueid, callid, from, to, machine: String(node.machine) }
    return trial.judge(
      exactly(1, event('call/start', { uniqueid }), { ...common, timestamp: timestampOf(created), from_name: fromName, direction: 'inbound' }),
      exactly(1, event('call/answer', { uniqueid }), { ...common, timestamp: timestampOf(answered) }),
      exactly(2, anyEvent({ uniqueid })),
    )
  },
})

export const routeOnce = defineCheck({
  id: 'map/route-once',
  title: 'an originated leg is not routed',
  requirements: ['MAP-02'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'CS_ROUTING of an inbound leg (RINGING), then of an originated one (DOWN)',
  expectation: 'call/route for the first only',
  mutants: ['M20'],
  async run(rig) {
    const inbound = rig.leg()
    const originated = rig.leg({ direction: 'outbound' })
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(channelState(inbound), channelState(originated, 'CS_ROUTING', 'DOWN')))
    return trial.judge(exactly(1, event('call/route', { uniqueid: inbound.uniqueid }), { from: inbound.from, to: inbound.to }), exactly(0, anyEvent({ uniqueid: originated.uniqueid })))
  },
})

export const routeTransfer = defineCheck({
  id: 'map/route-transfer',
  title: 'transfers are routed again',
  requirements: ['MAP-02'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus:
    'an A leg that is routed, answered and, transferred, routed again (RINGING, as recorded); a B leg that is originated (DOWN) and, transferred, routed (outbound, ACTIVE, Channel-HIT-Dialplan false)',
  expectation: 'two call/route for the A leg, one for the B leg',
  mutants: ['X17'],
  async run(rig) {
    const a = rig.leg()
    const b = rig.leg({ direction: 'outbound', callid: a.uniqueid })
    const trial = await rig.trial(rig.esl(), () =>
      rig.esl().fire(
        channelState(a),
        channelState(b, 'CS_ROUTING', 'DOWN', false),
        channelAnswer(a),
        channelState(a),
        channelAnswer(b),
        channelState(b, 'CS_ROUTING', 'ACTIVE', false),
      ),
    )
    return trial.judge(legOrder(a.uniqueid, ['call/route', 'call/answer', 'call/route']), legOrder(b.uniqueid, ['call/answer', 'call/route']))
  },
})

export const endOnce = defineCheck({
  id: 'map/end-once',
  title: 'one end per leg',
  requirements: ['MAP-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'the tail of a call: CHANNEL_HANGUP, CS_HANGUP, call state HANGUP, CS_REPORTING, HANGUP_COMPLETE, DESTROY, CS_DESTROY',
  expectation: 'exactly one call/end and nothing else',
  mutants: ['M21'],
  async run(rig) {
    const leg = rig.leg()
    const state = (name: string) => channelState(leg, name, 'HANGUP')
    const trial = await rig.trial(rig.esl(), () =>
      rig.esl().fire(channelHangup(leg), state('CS_HANGUP'), channelCallState(leg, 'HANGUP'), state('CS_REPORTING'), hangupComplete(leg), channelDestroy(leg), state('CS_DESTROY')),
    )
    const { uniqueid } = leg
    return trial.judge(exactly(1, event('call/end', { uniqueid }), { cause: 'NORMAL_CLEARING', duration: '13' }), exactly(1, anyEvent({ uniqueid })))
  },
})
