import { type Channel, profileOf } from '../channel/channel.ts'
import { setCodec } from '../channel/codec.ts'
import { execute, executeComplete, executeSet, type Execution } from '../channel/execute.ts'
import { created, route, runDialplan } from '../channel/lifecycle.ts'
import { type PlaybackEnd, playbackStart, playbackStop, type Played } from '../channel/playback.ts'
import { markAnswered, markEarlyMedia } from '../channel/progress.ts'
import { localSdp } from '../channel/sdp.ts'
import { receiveInvite } from '../channel/sofia-inbound.ts'
import { EXTERNAL, type SofiaLeg } from '../channel/sofia-leg.ts'
import { negotiateInbound, PCMU } from '../channel/sofia-media.ts'
import type { Stage } from '../channel/stage.ts'
import { setVariables, type VariablePack } from '../channel/variables.ts'
import { sofiaLeg, valueOf } from './leg-values.ts'
import type { ScriptStage } from './script-stage.ts'

/** A channel and the SIP dialog behind it. */
export interface SipLeg {
  readonly channel: Channel
  readonly leg: SofiaLeg
}

/**
 * The caller's INVITE arrives and the dialplan begins: everything up to CHANNEL_STATE of EXECUTE.
 * @param name of the leg's values; its `place` in the call is 0 unless told otherwise
 */
export function arrive(stage: ScriptStage, name = 'a', place = 0): SipLeg {
  const { values } = stage
  const leg = sofiaLeg(values, name)
  const channel = receiveInvite(stage, {
    leg,
    place,
    caller: { name: valueOf(values, 'caller.name'), number: valueOf(values, 'caller.number') },
    destination: valueOf(values, 'callee.number'),
    subject: valueOf(values, 'subject'),
    profile: EXTERNAL,
  })
  created(stage, channel)
  route(stage, channel)
  stage.lookUp()
  runDialplan(stage, channel)
  return { channel, leg }
}

/** What the default dialplan of context `public` does to every call before its extension runs. */
export function defaultActions(stage: ScriptStage, channel: Channel): void {
  setAction(stage, channel, 'outside_call', 'true')
  const date = stage.now().rfc2822
  const exports = channel.variables.get('export_vars')
  const list = exports === undefined ? 'RFC2822_DATE' : `${String(exports)},RFC2822_DATE`
  // The dialplan has the date from an API command.
  stage.lookUp()
  const execution = start(stage, 'export', `RFC2822_DATE=${date}`)
  executeSet(stage, channel, execution, { RFC2822_DATE: date, export_vars: list })
}

/** The application `set`. */
export function setAction(stage: ScriptStage, channel: Channel, name: string, value: string): void {
  executeSet(stage, channel, start(stage, 'set', `${name}=${value}`), { [name]: value })
}

/** An application with the next Application-UUID. */
export const start = (stage: ScriptStage, name: string, data = ''): Execution => ({
  name,
  data,
  uuid: stage.nextApplication(),
})

/** CHANNEL_EXECUTE of an application; hand what it returns to `executeComplete()`. */
export function run(stage: ScriptStage, channel: Channel, name: string, data = ''): Execution {
  const execution = start(stage, name, data)
  execute(stage, channel, execution)
  return execution
}

/** The application `answer` on a leg that has no media yet. */
export function answerAction(stage: ScriptStage, { channel, leg }: SipLeg): void {
  const execution = run(stage, channel, 'answer')
  acceptCall(stage, { channel, leg })
  executeComplete(stage, channel, execution)
}

/** The inbound leg gets media and is answered: CODEC twice, early media, CHANNEL_ANSWER. */
export function acceptCall(stage: Stage, { channel, leg }: SipLeg, besides: VariablePack = {}): void {
  setVariables(channel.variables, besides)
  startMedia(stage, { channel, leg })
  pickUpInbound(stage, { channel, leg }, leg.sdpVersions[0])
}

/** The inbound leg gets media: CODEC twice, CHANNEL_PROGRESS_MEDIA. */
export function startMedia(stage: Stage, { channel, leg }: SipLeg): void {
  negotiateInbound(channel, leg)
  setCodec(stage, channel, PCMU)
  markEarlyMedia(stage, channel)
}

/** The inbound leg is answered with a description of that version: CHANNEL_ANSWER. */
export function pickUpInbound(stage: Stage, { channel, leg }: SipLeg, version: string): void {
  setVariables(channel.variables, { rtp_local_sdp_str: localSdp(leg, version) })
  markAnswered(stage, channel)
  setVariables(channel.variables, { endpoint_disposition: 'ANSWER' })
}

/** A playback that has begun; call what it returns when the file ends. */
export function play(stage: ScriptStage, channel: Channel, path: string, played: Played): (end?: PlaybackEnd) => void {
  const execution = run(stage, channel, 'playback', path)
  playbackStart(stage, channel, path)
  return (end = { status: 'done' }) => {
    playbackStop(stage, channel, path, end, played)
    executeComplete(stage, channel, execution)
  }
}

/** The number of the caller, with the name. */
export const callerOf = (channel: Channel) => {
  const { callerIdName: name, callerIdNumber: number } = profileOf(channel)
  return { name, number }
}
