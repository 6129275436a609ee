import type { Channel } from '../../../simulators/freeswitch/channel/channel.ts'
import {
  addMember,
  createConference,
  deleteMember,
  destroyConference,
  enterConference,
  fileDone,
  giveFloor,
  kickMember,
  leaveConference,
  playMissingFile,
  startTalking,
  tellConferencePresence,
} from '../../../simulators/freeswitch/channel/conference-actions.ts'
import type { Conference, Member } from '../../../simulators/freeswitch/channel/conference.ts'
import { executeComplete, type Execution } from '../../../simulators/freeswitch/channel/execute.ts'
import { flipCallerId } from '../../../simulators/freeswitch/channel/flip-caller-id.ts'
import { hangup, originated, runDialplan } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { playbackStart, playbackStop } from '../../../simulators/freeswitch/channel/playback.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import { play, run } from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import {
  answerPair,
  arriveByLoopback,
  createPair,
  type LoopbackPair,
  originateLoopback,
} from '../../../simulators/freeswitch/flows/originate-steps.ts'
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'
import type { ApiFlow } from './api-flow.ts'
import { endInbound, endOutbound, loopbackCall } from './loopback-steps.ts'

const HOLD_TONE = 'tone_stream://%(1000,3000,440);loops=-1'
const SILENCE = 'silence_stream://1500'
const ALONE = '/usr/fs/sounds/en/us/callie/conference/conf-alone.wav'

const member = (id: string, channel: Channel): Member => ({ id, channel, talking: false, energy: '0' })

/** A leg has been put into `conference`: it hangs up and takes the other end of its loopback call with it. */
function hangUpMember(stage: ScriptStage, pair: LoopbackPair, execution: Execution): void {
  executeComplete(stage, pair.a, execution)
  hangup(stage, pair.a, 'NORMAL_CLEARING')
  endOutbound(stage, pair)
}

/** Two legs join by `originate … &conference(gsimple@default)`, and are kicked one after the other. */
export const twoMembers: ApiFlow = {
  recording: 'conference-simple',
  play(stage) {
    const conference: Conference = {
      name: 'gsimple',
      domain: '127.0.0.1',
      profile: 'default',
      uuid: 'c22d4947-7ce5-4087-a4f3-3ca2525b0d48',
      size: 0,
      floor: undefined,
    }
    const one = originateLoopback(stage, loopbackCall(stage, ['a', 'b'], '9120'))
    answerPair(stage, one)
    const silent = run(stage, one.b, 'playback', SILENCE)
    setVariables(one.a.variables, { endpoint_disposition: 'ANSWER' })
    flipCallerId(stage, one.a)
    playbackStart(stage, one.b, SILENCE)
    runDialplan(stage, one.a)
    const conferring = run(stage, one.a, 'conference', 'gsimple@default')
    const first = member('20', one.a)
    createConference(stage, conference)
    enterConference(stage, conference, first)
    playMissingFile(stage, conference, ALONE)
    addMember(stage, conference, first, '40')
    stage.next()
    giveFloor(stage, conference, first)

    stage.next()
    const two = createPair(stage, loopbackCall(stage, ['c', 'd'], '9111', 2))
    arriveByLoopback(stage, two.b)
    answerPair(stage, two)
    const sleeping = run(stage, two.b, 'sleep', '3600000')
    setVariables(two.a.variables, { endpoint_disposition: 'ANSWER' })
    flipCallerId(stage, two.a)
    two.a.state = 'EXECUTE'
    originated(stage, two.a)
    runDialplan(stage, two.a)
    const conferringToo = run(stage, two.a, 'conference', 'gsimple@default')
    const second = member('21', two.a)
    enterConference(stage, conference, second)
    addMember(stage, conference, second, '41')
    fileDone(stage, conference, { path: HOLD_TONE, seconds: '0', milliseconds: '800', samples: '6400', async: true })
    stage.next()
    const chime = { path: 'tone_stream://%(200,0,500,600,700)', seconds: '0', milliseconds: '400', samples: '3200' }
    fileDone(stage, conference, { ...chime, async: false })

    stage.next()
    const silence = { offset: '12000', seconds: '1', milliseconds: '1500', samples: '12000' }
    playbackStop(stage, one.b, SILENCE, { status: 'done' }, silence)
    executeComplete(stage, one.b, silent)
    const tone = { offset: '15520', seconds: '2', milliseconds: '2000', samples: '16000' }
    const stop = play(stage, one.b, 'tone_stream://%(2000,0,440)', tone)
    stage.next()
    startTalking(stage, conference, first, '6479')

    stage.next()
    first.energy = '6408'
    kickMember(stage, conference, first)
    leaveConference(stage, conference, '42')
    playMissingFile(stage, conference, ALONE)
    deleteMember(stage, conference, first)
    hangUpMember(stage, one, conferring)
    stage.next()
    stop({ status: 'done', response: 'PLAYBACK ERROR' })
    endInbound(stage, one)
    giveFloor(stage, conference, second)

    stage.next()
    kickMember(stage, conference, second)
    leaveConference(stage, conference, '43')
    deleteMember(stage, conference, second)
    hangUpMember(stage, two, conferringToo)
    stage.next()
    const gong = {
      path: 'tone_stream://%(500,0,300,200,100,50,25)',
      seconds: '1',
      milliseconds: '1000',
      samples: '8000',
    }
    fileDone(stage, conference, { ...gong, async: false })
    tellConferencePresence(stage, conference, '44')
    destroyConference(stage, conference)
    executeComplete(stage, two.b, sleeping)
    endInbound(stage, two)
  },
}
