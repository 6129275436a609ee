import { addMember, enterConference, fileDone } from '../../../simulators/freeswitch/channel/conference-actions.ts'
import { bgdialResult } from '../../../simulators/freeswitch/channel/conference-commands.ts'
import type { Conference, Member } from '../../../simulators/freeswitch/channel/conference.ts'
import type { Execution } from '../../../simulators/freeswitch/channel/execute.ts'
import { flipCallerId } from '../../../simulators/freeswitch/channel/flip-caller-id.ts'
import { runDialplan } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import { play, run } from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import { answerPair, type LoopbackPair, originateLoopback } from '../../../simulators/freeswitch/flows/originate-steps.ts'
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'
import { loopbackCall } from './loopback-steps.ts'

const ROOM = 'golden@default'
const HOLD_TONE = 'tone_stream://%(1000,3000,440);loops=-1'
const JOB = '5ea24879-17b1-477e-a389-08b909ce22b4'

/** What runs on the legs of one call: the conference on one end, what the other end plays. */
export interface Call extends LoopbackPair {
  readonly member: Member
  readonly conferring: Execution
}

export const newMember = (id: string, channel: Member['channel']): Member => ({ id, channel, talking: false, energy: '0' })

/** Somebody comes in who plays a tone after a while. */
export function createTalker(stage: ScriptStage, room: Conference) {
  const pair = originateLoopback(stage, loopbackCall(stage, ['b', 'c'], '9120', 1))
  answerPair(stage, pair)
  const stopSilence = play(stage, pair.b, 'silence_stream://1500', {
    offset: '12000',
    seconds: '1',
    milliseconds: '1500',
    samples: '12000',
  })
  setVariables(pair.a.variables, { endpoint_disposition: 'ANSWER' })
  stage.next()
  const talker: Call = { ...pair, ...join(stage, room, pair, ROOM, '16', '31') }
  stage.next()
  fileDone(stage, room, { path: HOLD_TONE, seconds: '0', milliseconds: '560', samples: '4480', async: true })
  let stopTone: () => void = () => undefined
  let stopRest: (end: { status: 'done'; response: 'PLAYBACK ERROR' }) => void = () => undefined
  return {
    talker,
    silence() {
      stopSilence()
      stopTone = play(stage, pair.b, 'tone_stream://%(2000,0,440)', {
        offset: '16000',
        seconds: '2',
        milliseconds: '2000',
        samples: '16000',
      })
    },
    fallSilent() {
      stopTone()
      stopRest = play(stage, pair.b, 'silence_stream://3600000', {
        offset: '46080',
        seconds: '6',
        milliseconds: '6144',
        samples: '49152',
      })
    },
    end: () => stopRest({ status: 'done', response: 'PLAYBACK ERROR' }),
  }
}

/** An originated leg that has been answered comes in. */
function join(stage: ScriptStage, room: Conference, { a }: LoopbackPair, data: string, id: string, count: string) {
  flipCallerId(stage, a)
  runDialplan(stage, a)
  const conferring = run(stage, a, 'conference', data)
  const member = newMember(id, a)
  enterConference(stage, room, member)
  addMember(stage, room, member, count)
  return { member, conferring }
}

/** Somebody comes in who says nothing. */
export function callIn(
  stage: ScriptStage,
  room: Conference,
  legs: readonly [string, string],
  place: number,
  id: string,
  count: string,
): Call & { readonly playing: Execution } {
  const pair = originateLoopback(stage, loopbackCall(stage, legs, '9111', place))
  answerPair(stage, pair)
  const playing = run(stage, pair.b, 'sleep', '3600000')
  setVariables(pair.a.variables, { endpoint_disposition: 'ANSWER' })
  return { ...pair, playing, ...join(stage, room, pair, ROOM, id, count) }
}

/** `bgdial`: the conference calls somebody. */
export function dialOut(stage: ScriptStage, room: Conference): Call & { readonly playing: Execution } {
  const named = { name: 'FreeSWITCH', number: '0000000000' }
  const variables = {
    conference_bgdial_jobid: JOB,
    origination_caller_id_name: named.name,
    origination_caller_id_number: named.number,
  }
  const pair = originateLoopback(stage, loopbackCall(stage, ['f', 'g'], '9111', 5, { named, variables }))
  answerPair(stage, pair)
  const playing = run(stage, pair.b, 'sleep', '3600000')
  setVariables(pair.a.variables, { endpoint_disposition: 'ANSWER' })
  stage.next()
  flipCallerId(stage, pair.a)
  bgdialResult(stage, room, { result: 'SUCCESS', job: JOB, peer: pair.a.uuid })
  runDialplan(stage, pair.a)
  const conferring = run(stage, pair.a, 'conference', 'golden')
  const member = newMember('19', pair.a)
  enterConference(stage, room, member)
  addMember(stage, room, member, '34')
  return { ...pair, playing, member, conferring }
}
