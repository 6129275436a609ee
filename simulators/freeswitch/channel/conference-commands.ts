import type { FsHeader } from '../codec/event.ts'
import type { CallSite } from '../events/base-headers.ts'
import { type Conference, conferenceEvent, type Member, memberEvent } from './conference.ts'
import type { Stage } from './stage.ts'

/** Events of what `conference <name> <command>` does, with the places in the server's source that fire them. */

const api = (name: string, line: number): CallSite => ({ file: 'conference_api.c', function: `conference_api_sub_${name}`, line })

/** Commands on one member: what is told of it. */
export const MEMBER_ACTIONS = {
  deaf: { action: 'deaf-member', site: api('deaf', 797) },
  dtmf: { action: 'dtmf-member', site: api('dtmf', 1049) },
  energy: { action: 'energy-level-member', site: api('energy', 1228) },
  hold: { action: 'hold-member', site: api('hold', 440) },
  hup: { action: 'hup-member', site: api('hup', 871) },
  kick: { action: 'kick-member', site: api('kick', 902) },
  mute: { action: 'mute-member', site: api('mute', 339) },
  play: { action: 'play-file-member', site: api('play', 2853) },
  saymember: { action: 'speak-text-member', site: api('saymember', 2944) },
  transfer: { action: 'transfer', site: api('transfer', 3708) },
  undeaf: { action: 'undeaf-member', site: api('undeaf', 839) },
  unhold: { action: 'unhold-member', site: api('unhold', 389) },
  unmute: { action: 'unmute-member', site: api('unmute', 492) },
  volume_in: { action: 'volume-in-member', site: api('volume_in', 1574) },
  volume_out: { action: 'volume-out-member', site: api('volume_out', 1609) },
} as const

export type MemberAction = keyof typeof MEMBER_ACTIONS

/** Something has been done to a member. @param more headers behind the action */
export function tellOfMember(
  stage: Stage,
  conference: Conference,
  member: Member,
  action: MemberAction,
  more: readonly FsHeader[] = [],
): void {
  const { site, action: name } = MEMBER_ACTIONS[action]
  memberEvent(stage, conference, member, site, [['Action', name], ...more])
}

/** Commands on the conference as a whole. */
export const CONFERENCE_ACTIONS = {
  'enter-sounds-off': api('enter_sound', 3579),
  'enter-sounds-on': api('enter_sound', 3570),
  'exit-sounds-off': api('exit_sound', 3528),
  'exit-sounds-on': api('exit_sound', 3519),
  lock: api('lock', 3474),
  'play-file': api('play', 2817),
  'speak-text': api('say', 2887),
  'start-recording': { file: 'conference_record.c', function: 'conference_record_thread_run', line: 319 },
  'stop-recording': { file: 'conference_record.c', function: 'conference_record_thread_run', line: 427 },
  unlock: api('unlock', 3496),
} as const satisfies Readonly<Record<string, CallSite>>

/** Something has been done to a conference. @param more headers behind the action */
export function tellOfConference(
  stage: Stage,
  conference: Conference,
  action: keyof typeof CONFERENCE_ACTIONS,
  more: readonly FsHeader[] = [],
): void {
  conferenceEvent(stage, conference, CONFERENCE_ACTIONS[action], [['Action', action], ...more])
}

const DIALLED: CallSite = { file: 'mod_conference.c', function: 'conference_outcall_run', line: 1708 }

/** What became of a `bgdial`: `SUCCESS` or a cause, and the leg that answered. */
export interface DialResult {
  readonly result: string
  readonly job: string
  readonly peer?: string
}

export function bgdialResult(stage: Stage, conference: Conference, { result, job, peer }: DialResult): void {
  conferenceEvent(stage, conference, DIALLED, [
    ['Action', 'bgdial-result'],
    ['Result', result],
    ['Job-UUID', job],
    ...(peer === undefined ? [] : ([['Peer-UUID', peer]] as const)),
  ])
}
