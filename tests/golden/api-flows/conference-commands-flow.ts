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
  loseMember,
  playMissingFile,
  startTalking,
  stopTalking,
  tellConferencePresence,
} from '../../../simulators/freeswitch/channel/conference-actions.ts'
import { tellOfConference, tellOfMember } from '../../../simulators/freeswitch/channel/conference-commands.ts'
import type { Conference, Member } from '../../../simulators/freeswitch/channel/conference.ts'
import { executeComplete, type Execution } from '../../../simulators/freeswitch/channel/execute.ts'
import { hangup, hangupState } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { setRtpFigures } from '../../../simulators/freeswitch/channel/rtp-figures.ts'
import { receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { answerAction, arrive, defaultActions, run, type SipLeg } from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import { complete, hangUpByPhone, remove } from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import { completeEnd, type LoopbackPair } from '../../../simulators/freeswitch/flows/originate-steps.ts'
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'
import type { ApiFlow } from './api-flow.ts'
import { callIn, type Call, createTalker, dialOut, newMember } from './conference-calls.ts'
import { endInbound, endOutbound } from './loopback-steps.ts'

const ROOM = 'golden@default'
const SOUNDS = '/usr/fs/sounds/en/us/callie/conference'
const HOLD_TONE = 'tone_stream://%(1000,3000,440);loops=-1'
const CHIME = { path: 'tone_stream://%(200,0,500,600,700)', seconds: '0', milliseconds: '400', samples: '3200' }
const RECORDING = '/var/fs/conf.wav'

/** A phone calls the conference, two loopback calls and one that the conference makes come in; all commands are given. */
export const threeMembers: ApiFlow = {
  recording: 'conference-3-party',
  ticks: [85],
  play(stage) {
    const room: Conference = {
      name: 'golden',
      domain: '127.0.0.1',
      profile: 'default',
      uuid: 'cbf10556-429e-4a64-b003-f429fcacc182',
      size: 0,
      floor: undefined,
    }
    const phone = arrive(stage)
    const conferring = comeIn(stage, room, phone)
    const listener = conferring.member
    stage.next()
    giveFloor(stage, room, listener)

    stage.next()
    const talking = createTalker(stage, room)
    stage.next()
    const idle = callIn(stage, room, ['d', 'e'], 3, '17', '32')
    stage.next()
    fileDone(stage, room, { ...CHIME, async: false })
    stage.next()
    fileDone(stage, room, { ...CHIME, async: false })
    stage.next()
    talking.silence()
    const { talker } = talking
    stage.next()
    startTalking(stage, room, talker.member, '6479')
    stage.next()
    giveFloor(stage, room, talker.member)

    mutes(stage, room, listener, talking.fallSilent)
    sounds(stage, room, listener, talker.member)
    records(stage, room, listener)

    stage.next()
    const dialled = dialOut(stage, room)
    stage.next()
    tellOfMember(stage, room, listener, 'saymember', [['Text', 'hi']])

    stage.next()
    kickMember(stage, room, idle.member)
    stage.next()
    loseMember(stage, room, '35')
    deleteMember(stage, room, idle.member)
    executeComplete(stage, idle.a, idle.conferring)
    hangup(stage, idle.a, 'NORMAL_CLEARING')
    endOutbound(stage, idle)
    executeComplete(stage, idle.b, idle.playing)
    endInboundFirst(stage, idle)

    stage.next()
    phoneHangsUp(stage, room, phone, conferring)

    stage.next()
    tellOfMember(stage, room, talker.member, 'hup')
    stage.next()
    leaveConference(stage, room, '37')
    playMissingFile(stage, room, `${SOUNDS}/conf-alone.wav`)
    deleteMember(stage, room, talker.member)
    executeComplete(stage, talker.a, talker.conferring)
    hangup(stage, talker.a, 'NORMAL_CLEARING')
    endOutbound(stage, talker)
    stage.next()
    giveFloor(stage, room, dialled.member)
    talking.end()
    endInbound(stage, talker)

    stage.next()
    endAll(stage, room, dialled)
  },
}

interface Conferring {
  readonly member: Member
  readonly execution: Execution
}

/** The phone's extension answers and joins; it is the first. */
function comeIn(stage: ScriptStage, room: Conference, phone: SipLeg): Conferring {
  defaultActions(stage, phone.channel)
  answerAction(stage, phone)
  const execution = run(stage, phone.channel, 'conference', ROOM)
  const member = newMember('15', phone.channel)
  createConference(stage, room)
  enterConference(stage, room, member)
  playMissingFile(stage, room, `${SOUNDS}/conf-alone.wav`)
  addMember(stage, room, member, '30')
  receiveAck(phone.channel, phone.leg)
  return { member, execution }
}

/** mute, unmute, deaf, undeaf, mute, unmute; in between the talker's tone ends. */
function mutes(stage: ScriptStage, room: Conference, member: Member, meanwhile: () => void): void {
  const set = (change: Partial<Member>, action: 'mute' | 'unmute' | 'deaf' | 'undeaf'): void => {
    Object.assign(member, change)
    tellOfMember(stage, room, member, action)
  }
  stage.next()
  set({ isMuted: true }, 'mute')
  stage.next()
  set({ isMuted: false }, 'unmute')
  stage.next()
  set({ isDeaf: true }, 'deaf')
  stage.next()
  meanwhile()
  set({ isDeaf: false }, 'undeaf')
  stage.next()
  set({ isMuted: true }, 'mute')
  stage.next()
  set({ isMuted: false }, 'unmute')
}

/** lock, unlock, levels, a file, a key, and the sounds of coming and going are switched off. */
function sounds(stage: ScriptStage, room: Conference, member: Member, talker: Member): void {
  for (const [action, file] of [['lock', 'conf-is-locked'], ['unlock', 'conf-is-unlocked']] as const) {
    stage.next()
    playMissingFile(stage, room, `${SOUNDS}/${file}.wav`)
    tellOfConference(stage, room, action)
  }
  stage.next()
  tellOfMember(stage, room, member, 'volume_in', [['Volume-Level', '1']])
  stage.next()
  stopTalking(stage, room, talker, { packets: 137, loudPackets: 98, pauses: 1, energy: 635_350, delta: 9823 })
  stage.next()
  tellOfMember(stage, room, member, 'volume_out', [['Volume-Level', '1']])
  stage.next()
  member.energyLevel = '400'
  tellOfMember(stage, room, member, 'energy', [['Energy-Level', '400']])
  stage.next()
  const path = 'tone_stream://%(200,50,440)'
  tellOfConference(stage, room, 'play-file', [['File', path], ['Async', 'false']])
  stage.next()
  tellOfMember(stage, room, member, 'dtmf', [['Digits', '5']])
  stage.next()
  fileDone(stage, room, { path, seconds: '0', milliseconds: '500', samples: '4000', async: false })
  stage.next()
  tellOfConference(stage, room, 'exit-sounds-off')
  stage.next()
  tellOfConference(stage, room, 'enter-sounds-off')
}

/** The conference is recorded for a moment; a member is put on hold and taken back. */
function records(stage: ScriptStage, room: Conference, member: Member): void {
  stage.next()
  tellOfConference(stage, room, 'start-recording', [['Path', RECORDING]])
  room.recordedTo = RECORDING
  tellConferencePresence(stage, room, '33')
  stage.next()
  tellOfConference(stage, room, 'stop-recording', [
    ['Path', RECORDING],
    ['Other-Recordings', 'false'],
    ['Samples-Out', '1280'],
    ['Samplerate', '8000'],
    ['Milliseconds-Elapsed', '160'],
    ['Record-File-Size', '2704'],
  ])
  stage.next()
  member.isHeld = true
  tellOfMember(stage, room, member, 'hold')
  stage.next()
  member.isHeld = false
  tellOfMember(stage, room, member, 'unhold')
}

function endInboundFirst(stage: ScriptStage, { a, b }: LoopbackPair): void {
  hangupState(stage, b)
  completeEnd(stage, b)
  remove(stage, b)
  stage.next()
  remove(stage, a)
}

function phoneHangsUp(stage: ScriptStage, room: Conference, phone: SipLeg, { member, execution }: Conferring): void {
  const { channel, leg } = phone
  hangUpByPhone(stage, phone)
  stage.next()
  loseMember(stage, room, '36')
  deleteMember(stage, room, member)
  executeComplete(stage, channel, execution)
  hangupState(stage, channel)
  const keys = { packets: '15', rawBytes: '76436' }
  setRtpFigures(channel, { skipped: leg.skippedPackets, sent: { bytes: '76196', packets: '443', keys } })
  complete(stage, channel)
  remove(stage, channel)
}

/** `hupall`: the last call ends, and the conference with it. */
function endAll(stage: ScriptStage, room: Conference, last: Call & { readonly playing: Execution }): void {
  const { a, b, member } = last
  hangup(stage, b, 'MANAGER_REQUEST')
  hangup(stage, a, 'MANAGER_REQUEST')
  executeComplete(stage, b, last.playing)
  hangupState(stage, b)
  completeEnd(stage, b)
  leaveConference(stage, room, '38')
  deleteMember(stage, room, member)
  executeComplete(stage, a, last.conferring)
  hangupState(stage, a)
  completeEnd(stage, a)
  remove(stage, b)
  remove(stage, a)
  stage.next()
  tellConferencePresence(stage, room, '39')
  fileDone(stage, room, { path: HOLD_TONE, seconds: '0', milliseconds: '240', samples: '1920', async: true })
  destroyConference(stage, room)
}
