import type { ConferenceMember, Room } from '../calls/conferences.ts'
import { type Channel, profileOf } from '../channel/channel.ts'
import { jsonString } from '../codec/serialize-json.ts'
import { xmlText } from '../codec/xml-text.ts'

/** `conference list`: one line for the conference, one for each member. */
export function conferenceList(room: Room): string {
  const { conference, members } = room
  const count = `${members.size} member${members.size === 1 ? '' : 's'}`
  const head = `+OK Conference ${conference.name} (${count} rate: 8000${room.isLocked ? ' locked' : ''} flags: running|answered|enforce_min|dynamic|exit_sound|enter_sound)\n`
  return head + [...members.values()].map((one) => memberLine(room, one)).join('')
}

function memberLine({ conference }: Room, { member, volumeIn, volumeOut }: ConferenceMember): string {
  const { channel } = member
  const flags = [
    ...(member.isDeaf === true ? [] : ['hear']),
    ...(member.isMuted === true ? [] : ['speak']),
    ...(member.talking ? ['talking'] : []),
    ...(conference.floor === member ? ['floor'] : []),
    ...(member.isHeld === true ? ['hold'] : []),
  ]
  const { callerIdName, callerIdNumber } = callerOf(channel)
  const who = [member.id, channel.name, channel.uuid, callerIdName, callerIdNumber, flags.join('|')]
  return `${[...who, volumeIn, volumeOut, member.energyLevel ?? '100'].join(';')}\n`
}

function callerOf(channel: Channel): { readonly callerIdName: string; readonly callerIdNumber: string } {
  const { callerIdName, callerIdNumber } = profileOf(channel)
  return { callerIdName, callerIdNumber }
}

const secondsSince = (us: number): number => Math.max(0, Math.floor((Date.now() * 1000 - us) / 1e6))

/** `conference json_list`. */
export function conferenceJson(rooms: readonly Room[]): string {
  return `[${rooms.map(roomJson).join(',')}]`
}

function roomJson({ conference, members, startedUs }: Room): string {
  const fields = [
    `"conference_name":${jsonString(conference.name)}`,
    `"member_count":${members.size}`,
    '"ghost_count":0',
    '"rate":8000',
    `"run_time":${secondsSince(startedUs)}`,
    `"conference_uuid":${jsonString(conference.uuid)}`,
    '"canvas_count":0',
    '"max_bw_in":0',
    '"force_bw_in":0',
    '"video_floor_packets":0',
    '"dynamic":true,"exit_sound":true,"enter_sound":true',
    `"members":[${[...members.values()].map((one) => memberJson(conference, one)).join(',')}]`,
  ]
  return `{${fields.join(',')}}`
}

function memberJson(conference: Room['conference'], { member, joinedUs, volumeIn, volumeOut }: ConferenceMember): string {
  const { callerIdName, callerIdNumber } = callerOf(member.channel)
  const flags = {
    can_hear: member.isDeaf !== true,
    can_see: true,
    can_speak: member.isMuted !== true,
    hold: member.isHeld === true,
    mute_detect: false,
    talking: member.talking,
    has_video: false,
    video_bridge: false,
    has_floor: conference.floor === member,
    is_moderator: false,
    end_conference: false,
  }
  return (
    `{"type":"caller","id":${member.id},"flags":${JSON.stringify(flags)},"uuid":${jsonString(member.channel.uuid)},` +
    `"caller_id_name":${jsonString(callerIdName)},"caller_id_number":${jsonString(callerIdNumber)},` +
    `"join_time":${secondsSince(joinedUs)},"last_talking":0,"energy":${member.energyLevel ?? '100'},` +
    `"volume_in":${volumeIn},"volume_out":${volumeOut},"output-volume":${volumeOut},"input-volume":${volumeIn}}`
  )
}

/** `conference xml_list`. */
export function conferenceXml(rooms: readonly Room[]): string {
  const head = '<?xml version="1.0"?>\n'
  if (rooms.length === 0) return `${head}<conferences></conferences>\n`
  return `${head}<conferences>\n${rooms.map(roomXml).join('')}</conferences>\n`
}

function roomXml({ conference, members, startedUs }: Room): string {
  const attributes =
    `name="${xmlText(conference.name)}" member-count="${members.size}" ghost-count="0" rate="8000" ` +
    `uuid="${conference.uuid}" running="true" answered="true" enforce_min="true" dynamic="true" exit_sound="true" ` +
    `enter_sound="true" run_time="${secondsSince(startedUs)}"`
  const inside = [...members.values()].map((one) => memberXml(conference, one)).join('')
  return `  <conference ${attributes}>\n    <members>\n${inside}    </members>\n  </conference>\n`
}

function memberXml(conference: Room['conference'], { member, joinedUs, volumeIn, volumeOut }: ConferenceMember): string {
  const { callerIdName, callerIdNumber } = callerOf(member.channel)
  const flags = [
    ['can_hear', member.isDeaf !== true],
    ['can_see', true],
    ['can_speak', member.isMuted !== true],
    ['hold', member.isHeld === true],
    ['mute_detect', false],
    ['talking', member.talking],
    ['has_video', false],
    ['video_bridge', false],
    ['has_floor', conference.floor === member],
    ['is_moderator', false],
    ['end_conference', false],
  ] as const
  const element = (name: string, value: string | number): string => `        <${name}>${value}</${name}>\n`
  return (
    '      <member type="caller">\n' +
    element('id', member.id) +
    `        <flags>\n${flags.map(([name, value]) => `          <${name}>${value}</${name}>\n`).join('')}        </flags>\n` +
    element('uuid', member.channel.uuid) +
    element('caller_id_name', xmlText(callerIdName)) +
    element('caller_id_number', xmlText(callerIdNumber)) +
    element('join_time', secondsSince(joinedUs)) +
    element('last_talking', 0) +
    element('energy', member.energyLevel ?? '100') +
    element('volume_in', volumeIn) +
    element('volume_out', volumeOut) +
    element('output-volume', volumeOut) +
    '      </member>\n'
  )
}
