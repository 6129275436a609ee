import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import { hangup } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { park, unpark } from '../../../simulators/freeswitch/channel/park.ts'
import { sessionHeartbeat } from '../../../simulators/freeswitch/channel/session-heartbeat.ts'
import { pickUp, ring } from '../../../simulators/freeswitch/flows/bridge-steps.ts'
import { play, run } from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import {
  answerPair,
  originateLoopback,
  originateSofia,
  takeOver,
} from '../../../simulators/freeswitch/flows/originate-steps.ts'
import type { ApiFlow } from './api-flow.ts'
import { endInbound, endOutbound, loopbackCall } from './loopback-steps.ts'
import { parkUntilHangup } from './park-steps.ts'

/** `originate sofia/… &park`, then `uuid_kill`. */
export const originateSip: ApiFlow = {
  recording: 'originate-bridge-sip',
  play(stage) {
    const a = originateSofia(stage, 'a')
    const { channel } = a
    ring(stage, a)
    stage.next()
    pickUp(stage, a)
    takeOver(stage, channel)
    parkUntilHangup(stage, a, 'NORMAL_CLEARING')
  },
}

/** `originate loopback/9111/public &park()`, then `uuid_kill`. */
export const originateLoopbackPark: ApiFlow = {
  recording: 'loopback-originate-answered',
  play(stage) {
    const pair = originateLoopback(stage, loopbackCall(stage, ['a', 'b'], '9111'))
    const { a, b } = pair
    answerPair(stage, pair)
    const sleeping = run(stage, b, 'sleep', '3600000')
    stage.next()
    takeOver(stage, a)
    const parking = run(stage, a, 'park')
    park(stage, a)
    stage.next()
    hangup(stage, a, 'NORMAL_CLEARING')
    unpark(stage, a)
    executeComplete(stage, a, parking)
    endOutbound(stage, pair)
    executeComplete(stage, b, sleeping)
    endInbound(stage, pair)
  },
}

/** `originate loopback/9111/public &playback(tone)`. */
export const originateLoopbackPlayback: ApiFlow = {
  recording: 'loopback-originate-playback',
  ticks: [1],
  play(stage) {
    const pair = originateLoopback(stage, loopbackCall(stage, ['a', 'b'], '9111'))
    const { a, b } = pair
    answerPair(stage, pair)
    const sleeping = run(stage, b, 'sleep', '3600000')
    takeOver(stage, a)
    const tone = { offset: '12300', seconds: '1', milliseconds: '1537', samples: '12300' }
    const stop = play(stage, a, 'tone_stream://%(500,100,440', tone)
    stage.next()
    stop()
    hangup(stage, a, 'NORMAL_CLEARING')
    endOutbound(stage, pair)
    executeComplete(stage, b, sleeping)
    endInbound(stage, pair)
  },
}

/** Both ends of a loopback call say each second that they live, then `hupall`. */
export const heartbeats: ApiFlow = {
  recording: 'session-heartbeat',
  play(stage) {
    const call = { ...loopbackCall(stage, ['a', 'b'], '9111'), variables: { enable_heartbeat_events: '1' } }
    const pair = originateLoopback(stage, call)
    const { a, b } = pair
    answerPair(stage, pair)
    const sleeping = run(stage, b, 'sleep', '3600000')
    takeOver(stage, a)
    const parking = run(stage, a, 'park')
    park(stage, a)
    for (let second = 0; second < 2; second++) {
      stage.next()
      sessionHeartbeat(stage, a)
      sessionHeartbeat(stage, b)
    }
    stage.next()
    hangup(stage, b, 'MANAGER_REQUEST')
    hangup(stage, a, 'MANAGER_REQUEST')
    unpark(stage, a)
    executeComplete(stage, a, parking)
    endOutbound(stage, pair)
    executeComplete(stage, b, sleeping)
    endInbound(stage, pair)
  },
}
