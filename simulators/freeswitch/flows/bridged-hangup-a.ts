import { unbridge } from '../channel/bridge.ts'
import { executeComplete } from '../channel/execute.ts'
import { hangup, hangupState } from '../channel/lifecycle.ts'
import { receiveAck } from '../channel/sofia-inbound.ts'
import { setVariables } from '../channel/variables.ts'
import { answerCaller, bridgeActions, callPhone, connect, updateCallee, updateCaller } from './bridge-steps.ts'
import { defineFlow } from './define-flow.ts'
import { arrive } from './dialplan-steps.ts'
import {
  closeMedia,
  complete,
  disposeSip,
  hangUpByPhone,
  leaveCall,
  rememberPeerHangup,
  remove,
} from './hangup-steps.ts'

/** A calls B, B rings and answers, they talk, A hangs up. Recording: sip-bridge-hangup-a. */
export const bridgedHangupA = defineFlow({
  name: 'bridged-hangup-a',
  legs: [
    ['start', 'route', 'answer', 'end'],
    ['start', 'answer', 'end'],
  ],
  gaps: [0, 20, 'answer-delay', 20, 20, 'talk-time'],
  play(stage) {
    const a = arrive(stage)
    bridgeActions(stage, a)
    const b = callPhone(stage, a)
    stage.next()
    answerCaller(stage, a, b)
    receiveAck(a.channel, a.leg)
    connect(stage, a, b)
    stage.next()
    updateCaller(stage, a, b)
    updateCallee(stage, a, b)
    stage.next()
    hangUpByPhone(stage, a, 'originator')
    setVariables(b.channel.variables, { bridge_to: undefined })
    rememberPeerHangup(b.channel, 'NORMAL_CLEARING', { phrase: 'OK', status: '200' })
    hangup(stage, b.channel, 'NORMAL_CLEARING')
    hangupState(stage, b.channel)
    setVariables(a.channel.variables, { bridge_to: undefined, bridge_hangup_cause: 'NORMAL_CLEARING' })
    unbridge(stage, a.channel, b.channel)
    disposeSip(b.channel, 'send_bye')
    setVariables(b.channel.variables, { bridge_hangup_cause: 'NORMAL_CLEARING' })
    leaveCall(b.channel)
    closeMedia(b)
    complete(stage, b.channel)
    executeComplete(stage, a.channel, b.execution)
    hangupState(stage, a.channel)
    closeMedia(a)
    complete(stage, a.channel)
    remove(stage, a.channel)
    remove(stage, b.channel)
  },
})
