import type { FsHeader } from '../codec/event.ts'
import { baseHeaders, type CallSite } from '../events/base-headers.ts'
import { eventType } from '../events/event-types.ts'
import { type Channel, channelBlock } from './channel.ts'
import type { Stage } from './stage.ts'

/** A conference with those who take part in it. */
export interface Conference {
  readonly name: string
  readonly domain: string
  readonly profile: string
  readonly uuid: string
  /** How many members it has. */
  size: number
  /** Who speaks. */
  floor: Member | undefined
  /** The file that it was recorded to last. @default none */
  recordedTo?: string
}

/** One leg in a conference. */
export interface Member {
  readonly id: string
  readonly channel: Channel
  talking: boolean
  /** How loud it is, decimal. */
  energy: string
  /** How loud it must be to be heard, decimal. @default 100 */
  energyLevel?: string
  isMuted?: boolean
  isDeaf?: boolean
  isHeld?: boolean
}

/** An event of the conference as a whole: CUSTOM conference::maintenance. */
export function conferenceEvent(
  stage: Stage,
  conference: Conference,
  site: CallSite,
  headers: readonly FsHeader[],
): void {
  fireMaintenance(stage, site, [...conferenceHeaders(conference), ...headers], undefined)
}

/** An event of a member: the conference, the member, then what is told of it. */
export function memberEvent(
  stage: Stage,
  conference: Conference,
  member: Member,
  site: CallSite,
  headers: readonly FsHeader[],
): void {
  fireMaintenance(stage, site, [...memberHeaders(conference, member), ...headers], member.channel)
}

/** The event of a new speaker, or of none: it repeats the conference's headers before those of the member. */
export function floorChange(stage: Stage, conference: Conference, member: Member | undefined, site: CallSite): void {
  const old: FsHeader = ['Old-ID', conference.floor?.id ?? 'none']
  conference.floor = member
  const headers: FsHeader[] = [...conferenceHeaders(conference), ['Action', 'floor-change'], old]
  if (member !== undefined) headers.push(...memberHeaders(conference, member))
  headers.push(['New-ID', member?.id ?? 'none'])
  fireMaintenance(stage, site, headers, member?.channel)
}

/** What subscribers of presence hear of the conference: PRESENCE_IN. `count` numbers these events. */
export function conferencePresence(stage: Stage, conference: Conference, count: string, site: CallSite): void {
  const { name, domain } = conference
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'PRESENCE_IN', stage.nextSequence(), stage.now(), site),
    ['proto', 'conf'],
    ['login', name],
    ['from', `${name}@${domain}`],
    ['event_type', 'presence'],
    ['alt_event_type', 'dialog'],
    ['event_count', count],
    ['unique-id', name],
    ...presenceHeaders(conference.size),
  ]
  stage.emit({ type: eventType('PRESENCE_IN'), subclass: undefined, headers, body: undefined }, undefined)
}

/** A conference shows as a call: ringing with one member, answered with more, over with none. */
function presenceHeaders(size: number): FsHeader[] {
  if (size === 0) {
    return [
      ['force-status', 'Inactive'],
      ['channel-state', 'CS_HANGUP'],
      ['answer-state', 'terminated'],
      ['call-direction', 'inbound'],
    ]
  }
  return [
    ['force-status', `Active (${size} caller${size === 1 ? '' : 's'})`],
    ['channel-state', 'CS_ROUTING'],
    ['answer-state', size === 1 ? 'early' : 'confirmed'],
    ['presence-call-direction', size === 1 ? 'outbound' : 'inbound'],
  ]
}

function fireMaintenance(
  stage: Stage,
  site: CallSite,
  headers: readonly FsHeader[],
  channel: Channel | undefined,
): void {
  const base = baseHeaders(stage.identity, 'CUSTOM', stage.nextSequence(), stage.now(), site)
  const event = {
    type: eventType('CUSTOM'),
    subclass: 'conference::maintenance',
    headers: [...base, ...headers],
    body: undefined,
  }
  stage.emit(event, channel)
}

function conferenceHeaders(conference: Conference): FsHeader[] {
  return [
    ['Conference-Name', conference.name],
    ['Conference-Domain', conference.domain],
    ['Conference-Size', String(conference.size)],
    ['Conference-Ghosts', '0'],
    ['Conference-Profile-Name', conference.profile],
    ['Conference-Unique-ID', conference.uuid],
  ]
}

function memberHeaders(conference: Conference, member: Member): FsHeader[] {
  return [
    ...conferenceHeaders(conference),
    ['Floor', String(conference.floor === member)],
    ...channelBlock(member.channel),
    ['Video', 'false'],
    ['Hear', String(member.isDeaf !== true)],
    ['See', 'true'],
    ['Speak', String(member.isMuted !== true)],
    ['Talking', String(member.talking)],
    ['Mute-Detect', 'false'],
    ['Hold', String(member.isHeld === true)],
    ['Member-ID', member.id],
    ['Member-Type', 'member'],
    ['Member-Ghost', 'false'],
    ['Energy-Level', member.energyLevel ?? '100'],
    ['Current-Energy', member.energy],
  ]
}
