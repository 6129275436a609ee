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

/** A calls B, B rings and answers, they talk, B hangs up. Recording: sip-bridge-hangup-b. */
export const bridgedHangupB = defineFlow({
  name: 'bridged-hangup-b',
  legs: [
    ['start', 'route', 'answer', 'end'],
    ['start', 'answer', 'end'],
  ],
  gaps: [0, 20, 'answer-delay', 20, 20, 'talk-time', 20],
  play(stage) {
    const a = arrive(stage)
    bridgeActions(stage, a)
    const b = callPhone(stage, a)
    stage.next()
    answerCaller(stage, a, b)
    connect(stage, a, b)
    updateCallee(stage, a, b)
    stage.next()
    receiveAck(a.channel, a.leg)
    updateCaller(stage, a, b)
    stage.next()
    hangUpByPhone(stage, b, 'originatee')
    setVariables(b.channel.variables, { bridge_to: undefined })
    hangupState(stage, b.channel)
    closeMedia(b)
    complete(stage, b.channel)
    stage.next()
    setVariables(a.channel.variables, { bridge_to: undefined })
    rememberPeerHangup(a.channel, 'NORMAL_CLEARING', { phrase: 'OK', status: '200' })
    setVariables(a.channel.variables, { bridge_hangup_cause: 'NORMAL_CLEARING' })
    unbridge(stage, a.channel, b.channel)
    hangup(stage, a.channel, 'NORMAL_CLEARING')
    executeComplete(stage, a.channel, b.execution)
    hangupState(stage, a.channel)
    disposeSip(a.channel, 'send_bye')
    closeMedia(a)
    complete(stage, a.channel)
    remove(stage, a.channel)
    leaveCall(b.channel)
    remove(stage, b.channel)
  },
})
