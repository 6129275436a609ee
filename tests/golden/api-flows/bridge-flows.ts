import { unbridge } from '../../../simulators/freeswitch/channel/bridge.ts'
import { profileOf } from '../../../simulators/freeswitch/channel/channel.ts'
import { setCodec } from '../../../simulators/freeswitch/channel/codec.ts'
import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import { flipCallerId } from '../../../simulators/freeswitch/channel/flip-caller-id.ts'
import {
  destroy,
  destroyed,
  endCall,
  enterHangup,
  enterState,
  hangup,
  hangupState,
  hangupComplete,
  report,
  runDialplan,
} from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { park, unpark } from '../../../simulators/freeswitch/channel/park.ts'
import { markEarlyMedia } from '../../../simulators/freeswitch/channel/progress.ts'
import { setRtpFigures } from '../../../simulators/freeswitch/channel/rtp-figures.ts'
import { remoteSdp } from '../../../simulators/freeswitch/channel/sdp.ts'
import { receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { negotiateEarly, PCMU, PCMU_STRING } from '../../../simulators/freeswitch/channel/sofia-media.ts'
import { receiveReply } from '../../../simulators/freeswitch/channel/sofia-reply.ts'
import { blindTransfer } from '../../../simulators/freeswitch/channel/transfer.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import {
  answerCaller,
  bridgeActions,
  callPhone,
  connect,
  dial,
  launch,
  originateFailed,
  updateCallee,
  updateCaller,
} from '../../../simulators/freeswitch/flows/bridge-steps.ts'
import {
  arrive,
  callerOf,
  defaultActions,
  run,
  setAction,
} from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import {
  closeMedia,
  complete,
  disposeSip,
  leaveCall,
  remove,
} from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import { valueOf } from '../../../simulators/freeswitch/flows/leg-values.ts'
import type { ApiFlow } from './api-flow.ts'

/** `uuid_transfer -bleg` of a bridged call: B parks, A is let go. */
export const transferBLeg: ApiFlow = {
  recording: 'sip-blind-transfer-bleg',
  ticks: [0],
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    bridgeActions(stage, a)
    const b = callPhone(stage, a)
    stage.next()
    answerCaller(stage, a, b)
    receiveAck(channel, a.leg)
    connect(stage, a, b)
    stage.next()
    updateCaller(stage, a, b)
    updateCallee(stage, a, b)

    stage.next()
    setVariables(b.channel.variables, { bridge_to: undefined, signal_bond: undefined })
    blindTransfer(stage, b.channel, {
      number: valueOf(stage.values, 'transferee.number'),
      dialplan: 'XML',
      context: 'public',
      id: valueOf(stage.values, 'transfer'),
    })
    setVariables(channel.variables, { bridge_to: undefined, signal_bond: undefined })
    stage.next()
    unbridge(stage, channel, b.channel)
    hangup(stage, channel, 'NORMAL_CLEARING')
    executeComplete(stage, channel, b.execution)
    hangupState(stage, channel)
    disposeSip(channel, 'send_bye')
    closeMedia(a)
    complete(stage, channel)
    leaveCall(b.channel)
    enterState(stage, b.channel, 'ROUTING')
    destroy(stage, channel)
    flipCallerId(stage, b.channel)
    runDialplan(stage, b.channel)
    defaultActions(stage, b.channel)
    const parking = run(stage, b.channel, 'park')
    park(stage, b.channel)
    destroyed(stage, channel)
    stage.next()
    hangup(stage, b.channel, 'MANAGER_REQUEST')
    stage.next()
    unpark(stage, b.channel)
    executeComplete(stage, b.channel, parking)
    hangupState(stage, b.channel)
    disposeSip(b.channel, 'send_bye')
    closeMedia(b)
    complete(stage, b.channel)
    remove(stage, b.channel)
  },
}

/** B sends early media that A does not hear, and never answers. */
export const earlyMediaIgnored: ApiFlow = {
  recording: 'sip-early-ignored-no-answer',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    setAction(stage, channel, 'call_timeout', '3')
    setAction(stage, channel, 'ignore_early_media', 'true')
    const b = dial(stage, a)
    launch(stage, b)
    receiveReply(b.channel, { ...b, caller: callerOf(b.channel), besides: { ep_codec_string: PCMU_STRING } })
    setVariables(b.channel.variables, { switch_r_sdp: remoteSdp(b.leg), endpoint_disposition: 'EARLY MEDIA' })
    markEarlyMedia(stage, b.channel)
    negotiateEarly(b.channel, b.leg)
    setCodec(stage, b.channel, PCMU)
    profileOf(channel).times.progressMedia = profileOf(b.channel).times.progressMedia
    setVariables(channel.variables, { switch_m_sdp: remoteSdp(b.leg) })
    stage.next()
    hangup(stage, b.channel, 'NO_ANSWER')
    enterHangup(stage, b.channel)
    setVariables(channel.variables, { last_bridge_hangup_cause: 'NO_ANSWER' })
    originateFailed(a, b, 'NO_ANSWER', 'NOANSWER')
    executeComplete(stage, channel, b.execution)
    hangup(stage, channel, 'NORMAL_CLEARING')
    hangupState(stage, channel)
    disposeSip(channel, 'send_refuse')
    endCall(stage, b.channel)
    complete(stage, channel)
    remove(stage, channel)
    disposeSip(b.channel, 'send_cancel')
    setRtpFigures(b.channel, { skipped: '0' })
    report(stage, b.channel)
    hangupComplete(stage, b.channel)
    remove(stage, b.channel)
  },
}
