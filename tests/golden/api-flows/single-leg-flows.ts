import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import {
  enterState,
  hangup,
  hangupState,
  route,
  runDialplan,
} from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { park, unpark } from '../../../simulators/freeswitch/channel/park.ts'
import { markRinging } from '../../../simulators/freeswitch/channel/progress.ts'
import { setRtpFigures } from '../../../simulators/freeswitch/channel/rtp-figures.ts'
import { schedule, scheduleEnds } from '../../../simulators/freeswitch/channel/schedule.ts'
import { localSdp } from '../../../simulators/freeswitch/channel/sdp.ts'
import { receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { blindTransfer } from '../../../simulators/freeswitch/channel/transfer.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import {
  answerAction,
  arrive,
  defaultActions,
  pickUpInbound,
  play,
  run,
  startMedia,
} from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import {
  cancelByPhone,
  closeMedia,
  complete,
  disposeSip,
  hangUpByPhone,
  remove,
} from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import { valueOf } from '../../../simulators/freeswitch/flows/leg-values.ts'
import type { ApiFlow } from './api-flow.ts'

/** `uuid_kill` of a parked leg. */
export const killParked: ApiFlow = {
  recording: 'sip-answer-hangup-by-server',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    answerAction(stage, a)
    const tone = { offset: '4800', seconds: '0', milliseconds: '600', samples: '4800' }
    const stop = play(stage, channel, 'tone_stream://%(500,100,440)', tone)
    receiveAck(channel, a.leg)
    stage.next()
    stop()
    const parking = run(stage, channel, 'park')
    park(stage, channel)
    stage.next()
    hangup(stage, channel, 'USER_BUSY')
    stage.next()
    unpark(stage, channel)
    executeComplete(stage, channel, parking)
    hangupState(stage, channel)
    disposeSip(channel, 'send_bye')
    setRtpFigures(channel, { skipped: a.leg.skippedPackets, sent: { bytes: '5160', packets: '30' } })
    complete(stage, channel)
    remove(stage, channel)
  },
}

/** The dialplan lets the caller hear ringing; the caller gives up. */
export const cancelRinging: ApiFlow = {
  recording: 'sip-caller-cancel',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    const ringing = run(stage, channel, 'ring_ready')
    setVariables(channel.variables, { sip_to_tag: a.leg.toTag })
    markRinging(stage, channel)
    executeComplete(stage, channel, ringing)
    const sleeping = run(stage, channel, 'sleep', '30000')
    stage.next()
    cancelByPhone(stage, a)
    executeComplete(stage, channel, sleeping)
    hangupState(stage, channel)
    complete(stage, channel)
    remove(stage, channel)
  },
}

/** The application `transfer` to a context that does not exist. */
export const noRoute: ApiFlow = {
  recording: 'sip-no-route-destination',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    const transferring = run(stage, channel, 'transfer', '1 XML nowhere')
    blindTransfer(stage, channel, {
      number: '1',
      dialplan: 'XML',
      context: 'nowhere',
      id: valueOf(stage.values, 'transfer'),
    })
    executeComplete(stage, channel, transferring)
    enterState(stage, channel, 'ROUTING')
    setVariables(channel.variables, { call_uuid: channel.callUuid })
    hangup(stage, channel, 'NO_ROUTE_DESTINATION')
    hangupState(stage, channel)
    disposeSip(channel, 'send_refuse')
    complete(stage, channel)
    remove(stage, channel)
  },
}

/** Early media, then an answer. */
export const preAnswer: ApiFlow = {
  recording: 'pre-answer',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    const preAnswering = run(stage, channel, 'pre_answer')
    startMedia(stage, a)
    setVariables(channel.variables, { rtp_local_sdp_str: localSdp(a.leg, a.leg.sdpVersions[0]) })
    executeComplete(stage, channel, preAnswering)
    const sleeping = run(stage, channel, 'sleep', '500')
    stage.next()
    executeComplete(stage, channel, sleeping)
    const answering = run(stage, channel, 'answer')
    pickUpInbound(stage, a, a.leg.sdpVersions[1])
    executeComplete(stage, channel, answering)
    const sleepingOn = run(stage, channel, 'sleep', '3600000')
    receiveAck(channel, a.leg)
    stage.next()
    hangUpByPhone(stage, a)
    executeComplete(stage, channel, sleepingOn)
    hangupState(stage, channel)
    closeMedia(a)
    complete(stage, channel)
    remove(stage, channel)
  },
}

/** `uuid_deflect` of an answered leg; its phone refuses. */
export const deflect: ApiFlow = {
  recording: 'sip-refer-deflect',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    answerAction(stage, a)
    const sleeping = run(stage, channel, 'sleep', '3600000')
    receiveAck(channel, a.leg)
    stage.next()
    setVariables(channel.variables, { sip_refer_status_code: '503' })
    hangup(stage, channel, 'BLIND_TRANSFER')
    executeComplete(stage, channel, sleeping)
    hangupState(stage, channel)
    disposeSip(channel, 'send_bye')
    closeMedia(a)
    complete(stage, channel)
    remove(stage, channel)
  },
}

/** `sched_transfer +1` and `sched_hangup +2` of an answered leg. */
export const scheduled: ApiFlow = {
  recording: 'sched-hangup-and-transfer',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    const answering = run(stage, channel, 'answer')
    startMedia(stage, a)
    stage.next()
    pickUpInbound(stage, a, a.leg.sdpVersions[0])
    executeComplete(stage, channel, answering)
    const sleeping = run(stage, channel, 'sleep', '3600000')
    receiveAck(channel, a.leg)

    stage.next()
    const task = { group: channel.uuid } as const
    const transfer = { ...task, id: '8', description: 'switch_ivr_schedule_transfer', runtime: '1795312046' }
    const end = { ...task, id: '9', description: 'switch_ivr_schedule_hangup', runtime: '1795312048' }
    schedule(stage, transfer)
    schedule(stage, end)
    stage.next()
    scheduleEnds(stage, transfer)
    blindTransfer(stage, channel, {
      number: '9106',
      dialplan: 'XML',
      context: 'public',
      id: valueOf(stage.values, 'transfer'),
    })
    executeComplete(stage, channel, sleeping)
    route(stage, channel)
    runDialplan(stage, channel)
    defaultActions(stage, channel)
    const parking = run(stage, channel, 'park')
    park(stage, channel)
    stage.next()
    hangup(stage, channel, 'ALLOTTED_TIMEOUT')
    scheduleEnds(stage, end)
    unpark(stage, channel)
    executeComplete(stage, channel, parking)
    hangupState(stage, channel)
    disposeSip(channel, 'send_bye')
    closeMedia(a)
    complete(stage, channel)
    remove(stage, channel)
  },
}
