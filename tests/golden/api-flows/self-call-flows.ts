import type { Channel } from '../../../simulators/freeswitch/channel/channel.ts'
import { executeComplete } from '../../../simulators/freeswitch/channel/execute.ts'
import { flipCallerId } from '../../../simulators/freeswitch/channel/flip-caller-id.ts'
import {
  created,
  enterState,
  hangup,
  hangupState,
  route,
  runDialplan,
} from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { NOBODY } from '../../../simulators/freeswitch/channel/outbound-caller.ts'
import { park, unpark } from '../../../simulators/freeswitch/channel/park.ts'
import { type RtpFigures, setRtpFigures } from '../../../simulators/freeswitch/channel/rtp-figures.ts'
import { ANY_OFFER, localSdp, sentSdp } from '../../../simulators/freeswitch/channel/sdp.ts'
import { announceInvite, readInvite, receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { EXTERNAL, type SofiaLeg } from '../../../simulators/freeswitch/channel/sofia-leg.ts'
import { G711_STRING, PCMU_STRING } from '../../../simulators/freeswitch/channel/sofia-media.ts'
import { callByApi } from '../../../simulators/freeswitch/channel/sofia-outbound.ts'
import { blindTransfer } from '../../../simulators/freeswitch/channel/transfer.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import { type OutboundLeg, pickUp } from '../../../simulators/freeswitch/flows/bridge-steps.ts'
import {
  answerAction,
  defaultActions,
  play,
  run,
  setAction,
  type SipLeg,
} from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import { complete, disposeSip, hangUpByPhone, remove } from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import { sofiaLeg, valueOf } from '../../../simulators/freeswitch/flows/leg-values.ts'
import { awaitCallee, takeOver } from '../../../simulators/freeswitch/flows/originate-steps.ts'
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'
import type { ApiFlow } from './api-flow.ts'

const USER_AGENT = 'FreeSWITCH-mod_sofia/1.11.3-dev+git~20260821T141014Z~cc93a683ca~64bit'

/** The legs of a call that a node makes to itself: each is the other end of the other. */
function selfLegs({ values }: ScriptStage): readonly [SofiaLeg, SofiaLeg] {
  const [a, b] = [sofiaLeg(values, 'a'), sofiaLeg(values, 'b')]
  const answer = sentSdp(localSdp(b, b.sdpVersions[0]))
  const offer = sentSdp(localSdp(a, a.sdpVersions[0], ANY_OFFER))
  return [
    { ...a, peer: { userAgent: USER_AGENT, sdp: answer, codecs: PCMU_STRING } },
    { ...b, peer: { userAgent: USER_AGENT, sdp: offer, codecs: G711_STRING } },
  ]
}

/** Both legs of such a call. */
interface SelfCall {
  readonly a: OutboundLeg
  readonly b: SipLeg
}

/**
 * `originate sofia/external/<number>@<the node itself>`: up to the moment when the called leg has come to its extension.
 * @param onInvite called when the INVITE has been read
 */
function callItself(stage: ScriptStage, onInvite: () => void = () => undefined): SelfCall {
  const [leg, called] = selfLegs(stage)
  const user = valueOf(stage.values, 'a.user')
  const a = callByApi(stage, leg, user, 0)
  enterState(stage, a, 'INIT')
  created(stage, a)
  awaitCallee(stage, a)
  const caller = { name: '', number: NOBODY }
  const call = { leg: called, place: 1, caller, destination: user, subject: '', profile: EXTERNAL }
  const b = announceInvite(stage, call)
  readInvite(stage, b, call)
  onInvite()
  enterState(stage, b, 'INIT')
  created(stage, b)
  route(stage, b)
  stage.lookUp()
  runDialplan(stage, b)
  defaultActions(stage, b)
  return { a: { channel: a, leg, user }, b: { channel: b, leg: called } }
}

/** `originate sofia/external/9100@<itself> &park`, then `hupall`. */
export const selfSipCall: ApiFlow = {
  recording: 'self-sip-call',
  play(stage) {
    const { a, b } = callItself(stage, stage.next)
    answerAction(stage, b)
    const tone = { offset: '4800', seconds: '0', milliseconds: '600', samples: '4800' }
    const stop = play(stage, b.channel, 'tone_stream://%(500,100,440)', tone)
    pickUp(stage, a)
    takeOver(stage, a.channel)
    const parking = run(stage, a.channel, 'park')
    park(stage, a.channel)
    stage.next()
    receiveAck(b.channel, b.leg)
    stop()
    const staying = run(stage, b.channel, 'park')
    park(stage, b.channel)
    stage.next()
    hangup(stage, a.channel, 'MANAGER_REQUEST')
    hangup(stage, b.channel, 'MANAGER_REQUEST')
    unpark(stage, a.channel)
    executeComplete(stage, a.channel, parking)
    leave(stage, a, { heard: TONE_HEARD })
    unpark(stage, b.channel)
    executeComplete(stage, b.channel, staying)
    leave(stage, b, { sent: { bytes: '5160', packets: '30' } })
  },
}

/** The leg ends its dialog and is gone. */
function leave(stage: ScriptStage, { channel, leg }: SipLeg, figures: Omit<RtpFigures, 'skipped'>): void {
  hangupState(stage, channel)
  disposeSip(channel, 'send_bye')
  setRtpFigures(channel, { skipped: leg.skippedPackets, ...figures })
  complete(stage, channel)
  remove(stage, channel)
}

/** What the caller heard of the tone. */
const TONE_HEARD = { bytes: '4988', packets: '29', minVariance: '0.31', maxVariance: '56.33', meanInterval: '20.00' }

/** Files that the caller plays to a called leg that listens for speech, in which there is none. */
const PLAYED = [
  ['silence_stream://3000,1400', '3'],
  ['tone_stream://v=0;%(2000,0,440)', '2'],
  ['silence_stream://4000,1400', '4'],
] as const

/** `originate sofia/external/9124@<itself> 9126`: 9124 detects speech, 9126 plays noise and a tone. */
export const vadTalk: ApiFlow = {
  recording: 'vad-talk',
  play(stage) {
    const { a, b } = callItself(stage)
    for (const name of ['rtp_enable_vad_in', 'fire_talk_events', 'fire_not_talk_events']) {
      setAction(stage, b.channel, name, 'true')
    }
    answerAction(stage, b)
    const sleeping = run(stage, b.channel, 'sleep', '60000')
    pickUp(stage, a)
    stage.next()
    transferCaller(stage, a.channel)
    const answer = run(stage, a.channel, 'answer')
    executeComplete(stage, a.channel, answer)
    for (const [path, seconds] of PLAYED) {
      const samples = `${Number(seconds) * 8000}`
      const stop = play(stage, a.channel, path, { offset: samples, seconds, milliseconds: `${seconds}000`, samples })
      stage.next()
      stop()
    }
    hangup(stage, a.channel, 'NORMAL_CLEARING')
    leave(stage, a, { sent: { bytes: '77400', packets: '450' } })
    stage.next()
    receiveAck(b.channel, b.leg)
    hangUpByPhone(stage, b)
    executeComplete(stage, b.channel, sleeping)
    hangupState(stage, b.channel)
    setVariables(b.channel.variables, { vad_total_talk_time_ms: '0', vad_total_talk_time_sec: '0' })
    setRtpFigures(b.channel, { skipped: b.leg.skippedPackets, heard: NOISE_HEARD })
    complete(stage, b.channel)
    remove(stage, b.channel)
  },
}

/** The answered caller goes on with an extension of its own. */
function transferCaller(stage: ScriptStage, channel: Channel): void {
  setVariables(channel.variables, { endpoint_disposition: 'ANSWER' })
  const target = { number: '9126', dialplan: 'XML', context: EXTERNAL.context, id: valueOf(stage.values, 'transfer') }
  blindTransfer(stage, channel, target)
  enterState(stage, channel, 'ROUTING')
  stage.lookUp()
  setVariables(channel.variables, { call_uuid: channel.callUuid })
  flipCallerId(stage, channel)
  runDialplan(stage, channel)
  defaultActions(stage, channel)
}

const NOISE_HEARD = {
  bytes: '77228',
  packets: '449',
  minVariance: '159.59',
  maxVariance: '465.00',
  meanInterval: '20.00',
}
