import type { CallSite } from '../events/base-headers.ts'
import { profileOf } from './channel.ts'
import { L16, setReadCodec } from './codec.ts'
import {
  type Conference,
  conferenceEvent,
  conferencePresence,
  floorChange,
  type Member,
  memberEvent,
} from './conference.ts'
import type { Stage } from './stage.ts'
import { type Talk, talkHeaders } from './conference-talk.ts'
import { setVariables } from './variables.ts'

/** What happens in conferences, in the order of the recordings. */

const site = (file: string, name: string, line: number): CallSite => ({ file, function: name, line })
const SITES = {
  addMember: site('conference_member.c', 'conference_member_add', 962),
  closeFile: site('conference_file.c', 'conference_file_close', 52),
  create: site('mod_conference.c', 'conference_new', 3848),
  deleteMember: site('conference_member.c', 'conference_member_del', 1355),
  destroy: site('mod_conference.c', 'conference_thread_run', 863),
  floor: site('conference_member.c', 'conference_member_set_floor_holder', 1158),
  kick: site('conference_api.c', 'conference_api_sub_kick', 902),
  playFile: site('conference_file.c', 'conference_file_play', 268),
  silence: site('conference_loop.c', 'stop_talking_handler', 783),
  presence: site('mod_conference.c', 'conference_send_presence', 3870),
  talk: site('conference_loop.c', 'conference_loop_input', 1154),
} as const

/** The first member finds no conference of that name. */
export function createConference(stage: Stage, conference: Conference): void {
  conferenceEvent(stage, conference, SITES.create, [['Action', 'conference-create']])
}

/** The last member has left. */
export function destroyConference(stage: Stage, conference: Conference): void {
  conferenceEvent(stage, conference, SITES.destroy, [['Action', 'conference-destroy']])
}

/** A leg is to hear and be heard: a CODEC event, and the variables that tell of the conference. */
export function enterConference(stage: Stage, conference: Conference, member: Member): void {
  const { channel } = member
  setVariables(channel.variables, { conference_name: conference.name, app_session_uuid: conference.uuid })
  setReadCodec(stage, channel, L16)
  conference.size++
  setVariables(channel.variables, {
    conference_member_id: member.id,
    conference_moderator: 'false',
    conference_ghost: 'false',
    ...(conference.recordedTo !== undefined && { conference_recording: conference.recordedTo }),
    conference_uuid: conference.uuid,
    conference_call_key: `conference_${conference.name}_${conference.domain}_${profileOf(channel).callerIdNumber}`,
  })
}

/** A member is in. `count` numbers the presence event that goes with it. */
export function addMember(stage: Stage, conference: Conference, member: Member, count: string): void {
  memberEvent(stage, conference, member, SITES.addMember, [['Action', 'add-member']])
  conferencePresence(stage, conference, count, SITES.presence)
}

/** Somebody else speaks, or nobody. */
export function giveFloor(stage: Stage, conference: Conference, member: Member | undefined): void {
  floorChange(stage, conference, member, SITES.floor)
}

/** A member is heard. */
export function startTalking(stage: Stage, conference: Conference, member: Member, energy: string): void {
  member.talking = true
  member.energy = energy
  memberEvent(stage, conference, member, SITES.talk, [['Action', 'start-talking']])
}

/** A member falls silent, and what it said is counted. */
export function stopTalking(stage: Stage, conference: Conference, member: Member, talk: Talk): void {
  member.talking = false
  member.energy = '0'
  memberEvent(stage, conference, member, SITES.silence, [...talkHeaders(talk), ['Action', 'stop-talking']])
}

/** `conference <name> kick <member>`. */
export function kickMember(stage: Stage, conference: Conference, member: Member): void {
  memberEvent(stage, conference, member, SITES.kick, [['Action', 'kick-member']])
}

/** A member goes: it loses the floor and is no longer counted. */
export function leaveConference(stage: Stage, conference: Conference, count: string): void {
  conference.floor = undefined
  giveFloor(stage, conference, undefined)
  conference.size--
  conferencePresence(stage, conference, count, SITES.presence)
}

/** A member that did not speak goes: it is no longer counted. */
export function loseMember(stage: Stage, conference: Conference, count: string): void {
  conference.size--
  conferencePresence(stage, conference, count, SITES.presence)
}

/** A member has gone, and its leg is read as before: with the codec that it is written with. */
export function deleteMember(stage: Stage, conference: Conference, member: Member): void {
  memberEvent(stage, conference, member, SITES.deleteMember, [['Action', 'del-member']])
  setVariables(member.channel.variables, { conference_call_key: undefined })
  setReadCodec(stage, member.channel, member.channel.writeCodec ?? L16)
}

/** Watchers of the conference hear of it: PRESENCE_IN. `count` numbers these events. */
export function tellConferencePresence(stage: Stage, conference: Conference, count: string): void {
  conferencePresence(stage, conference, count, SITES.presence)
}

/** A file that is missing is to be played to all. */
export function playMissingFile(stage: Stage, conference: Conference, path: string): void {
  conferenceEvent(stage, conference, SITES.playFile, [
    ['Action', 'play-file'],
    ['File', path],
    ['Async', 'false'],
    ['Error', 'File could not be played'],
  ])
}

/** What was heard of a file: seconds, milliseconds and 8 kHz samples, decimal. */
export interface HeardFile {
  readonly path: string
  readonly seconds: string
  readonly milliseconds: string
  readonly samples: string
  /** Whether others could be heard at the same time. */
  readonly async: boolean
}

/** A file ends that was played to all. */
export function fileDone(stage: Stage, conference: Conference, file: HeardFile): void {
  conferenceEvent(stage, conference, SITES.closeFile, [
    ['seconds', file.seconds],
    ['milliseconds', file.milliseconds],
    ['samples', file.samples],
    ['Action', 'play-file-done'],
    ['File', file.path],
    ...(file.async ? ([['Async', 'true']] as const) : []),
  ])
}
