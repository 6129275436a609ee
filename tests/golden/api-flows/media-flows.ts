import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import { flipCallerId } from '../../../simulators/freeswitch/channel/flip-caller-id.ts'
import {
  created,
  endCall,
  enterHangup,
  enterState,
  hangup,
  hangupState,
  originated,
  route,
  runDialplan,
} from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { detectedTone, mediaBugStart, mediaBugStop } from '../../../simulators/freeswitch/channel/media-bug.ts'
import { park, unpark } from '../../../simulators/freeswitch/channel/park.ts'
import { recordStart, recordStop } from '../../../simulators/freeswitch/channel/record.ts'
import { receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { blindTransfer } from '../../../simulators/freeswitch/channel/transfer.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import { answerAction, arrive, defaultActions, play, run } from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import { closeMedia, complete, disposeSip, remove } from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import { valueOf } from '../../../simulators/freeswitch/flows/leg-values.ts'
import {
  answerPair,
  completeEnd,
  createPair,
  originateLoopback,
  takeOver,
} from '../../../simulators/freeswitch/flows/originate-steps.ts'
import type { ApiFlow } from './api-flow.ts'
import { endInbound, endOutbound, loopbackCall } from './loopback-steps.ts'

const BUG = { function: 'tone_detect', target: 'golden' }
const SILENCE = { offset: '12000', seconds: '1', milliseconds: '1500', samples: '12000' }

/** One leg listens for a tone that never comes; `uuid_kill`. */
export const toneDetect: ApiFlow = {
  recording: 'tone-detect',
  play(stage) {
    const a = arrive(stage)
    const { channel } = a
    defaultActions(stage, channel)
    answerAction(stage, a)
    const detecting = run(stage, channel, 'tone_detect', 'golden 440 r +5000')
    mediaBugStart(stage, channel, BUG)
    executeComplete(stage, channel, detecting)
    const parking = run(stage, channel, 'park')
    park(stage, channel)
    receiveAck(channel, a.leg)
    stage.next()
    hangup(stage, channel, 'MANAGER_REQUEST')
    stage.next()
    unpark(stage, channel)
    executeComplete(stage, channel, parking)
    enterHangup(stage, channel)
    mediaBugStop(stage, channel, BUG)
    endCall(stage, channel)
    disposeSip(channel, 'send_bye')
    closeMedia(a)
    complete(stage, channel)
    remove(stage, channel)
  },
}

/** `originate loopback/9120/public 9121`: one leg listens to a tone that the other one plays. */
export const toneHeard: ApiFlow = {
  recording: 'tone-detect-heard',
  ticks: [26],
  play(stage) {
    const pair = originateLoopback(stage, loopbackCall(stage, ['a', 'b'], '9120'))
    const { a, b } = pair
    answerPair(stage, pair)
    const stopSilence = play(stage, b, 'silence_stream://1500', SILENCE)
    setVariables(a.variables, { endpoint_disposition: 'ANSWER' })
    blindTransfer(stage, a, {
      number: '9121',
      dialplan: 'XML',
      context: 'public',
      id: valueOf(stage.values, 'transfer'),
    })
    enterState(stage, a, 'ROUTING')
    setVariables(a.variables, { call_uuid: a.uuid })
    flipCallerId(stage, a)
    runDialplan(stage, a)
    defaultActions(stage, a)
    executeComplete(stage, a, run(stage, a, 'answer'))
    const detecting = run(stage, a, 'tone_detect', 'golden 440 r +5000')
    mediaBugStart(stage, a, BUG)
    executeComplete(stage, a, detecting)
    const parking = run(stage, a, 'park')
    park(stage, a)
    stage.next()
    stopSilence()
    const tone = { offset: '7520', seconds: '2', milliseconds: '2000', samples: '16000' }
    const stopTone = play(stage, b, 'tone_stream://%(2000,0,440)', tone)
    stage.next()
    detectedTone(stage, a, 'golden')
    stage.next()
    setVariables(a.variables, { tone_detect_golden_total_time: '1880' })
    hangup(stage, a, 'MANAGER_REQUEST')
    hangup(stage, b, 'MANAGER_REQUEST')
    stopTone({ status: 'done', response: 'PLAYBACK ERROR' })
    hangupState(stage, b)
    completeEnd(stage, b)
    stage.next()
    unpark(stage, a)
    executeComplete(stage, a, parking)
    enterHangup(stage, a)
    mediaBugStop(stage, a, BUG)
    endCall(stage, a)
    completeEnd(stage, a)
    remove(stage, a)
    remove(stage, b)
  },
}

/** `originate loopback/9120/public &record(file)`, then another call plays the file, then `hupall`. */
export const recordAndPlay: ApiFlow = {
  recording: 'playback-record-app',
  play(stage) {
    const file = '/var/fs/rec2.wav'
    const pair = createPair(stage, loopbackCall(stage, ['a', 'b'], '9120'))
    const { a, b } = pair
    enterState(stage, b, 'INIT')
    created(stage, b)
    route(stage, b)
    originated(stage, a)
    enterState(stage, a, 'ROUTING')
    runDialplan(stage, b)
    defaultActions(stage, b)
    answerPair(stage, pair)
    const stopSilence = play(stage, b, 'silence_stream://1500', SILENCE)
    setVariables(a.variables, { endpoint_disposition: 'ANSWER' })
    flipCallerId(stage, a)
    enterState(stage, a, 'CONSUME_MEDIA')
    runDialplan(stage, a)
    const recording = run(stage, a, 'record', file)
    recordStart(stage, a, file)
    stage.next()
    stopSilence()
    const tone = { offset: '16000', seconds: '2', milliseconds: '2000', samples: '16000' }
    const stopTone = play(stage, b, 'tone_stream://%(2000,0,440)', tone)
    stage.next()
    stopTone()
    const rest = { offset: '16160', seconds: '2', milliseconds: '2048', samples: '16384' }
    const stopRest = play(stage, b, 'silence_stream://3600000', rest)

    stage.next()
    const second = originateLoopback(stage, loopbackCall(stage, ['c', 'd'], '9111', 2))
    answerPair(stage, second)
    const sleeping = run(stage, second.b, 'sleep', '3600000')
    takeOver(stage, second.a)
    const nothing = { offset: '0', seconds: '0', milliseconds: '0', samples: '0' }
    play(stage, second.a, file, nothing)()
    hangup(stage, second.a, 'NORMAL_CLEARING')
    endOutbound(stage, second)
    executeComplete(stage, second.b, sleeping)
    endInbound(stage, second)

    stage.next()
    hangup(stage, b, 'MANAGER_REQUEST')
    hangup(stage, a, 'MANAGER_REQUEST')
    recordStop(stage, a, file, { size: '87404', seconds: '5', milliseconds: '5460', samples: '43680' })
    executeComplete(stage, a, recording)
    endOutbound(stage, pair)
    stopRest({ status: 'done', response: 'PLAYBACK ERROR' })
    endInbound(stage, pair)
  },
}
