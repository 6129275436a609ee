import type { FsHeader } from '../codec/event.ts'
import { baseHeaders, type CallSite } from '../events/base-headers.ts'
import { eventType } from '../events/event-types.ts'
import { type Channel, channelBlock } from './channel.ts'
import type { Stage } from './stage.ts'
import { variableHeaders } from './variables.ts'

/** A place of a valet parking lot. */
export interface ValetPlace {
  readonly lot: string
  readonly extension: string
  /** Domain of those who watch it. */
  readonly domain: string
}

const site = (name: string, line: number): CallSite => ({ file: 'mod_valet_parking.c', function: name, line })
const INFO_LINES = { hold: 684, bridge: 579, exit: 749 } as const

/** The module tells what it does with a leg: CUSTOM valet_parking::info. */
export function valetInfo(
  stage: Stage,
  channel: Channel,
  { lot, extension }: ValetPlace,
  action: keyof typeof INFO_LINES,
  more: readonly FsHeader[] = [],
): void {
  const calling = site('valet_parking_function', INFO_LINES[action])
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'CUSTOM', stage.nextSequence(), stage.now(), calling),
    ['Valet-Lot-Name', lot],
    ['Valet-Extension', extension],
    ['Action', action],
    ...more,
    ...channelBlock(channel),
    ...variableHeaders(channel.variables),
  ]
  stage.emit({ type: eventType('CUSTOM'), subclass: 'valet_parking::info', headers, body: undefined }, channel)
}

/** Who is in a lot when it tells its watchers, and what is new. */
export interface ValetNews {
  /** Legs that are parked in the lot. */
  readonly callers: number
  /** Whether somebody is parked at the place now. */
  readonly isTaken: boolean
  /** Number of the next event that tells of presence. */
  readonly nextCount: () => string
}

/** The module tells watchers of the lot and of the place: PRESENCE_IN twice. */
export function valetPresence(stage: Stage, place: ValetPlace, { callers, isTaken, nextCount }: ValetNews): void {
  const { lot, extension, domain } = place
  const [lotName = '', lotDomain = domain] = lot.split('@')
  const active = `Active (${callers} caller${callers === 1 ? '' : 's'})`
  const tell = (news: PresenceNews): void => firePresence(stage, lotDomain, nextCount(), news)
  tell(
    callers > 0
      ? { line: 333, login: lotName, status: active, direction: 'inbound' }
      : { line: 351, login: lotName, status: 'Empty', direction: 'inbound' },
  )
  tell(
    isTaken
      ? { line: 373, login: extension, status: 'Holding', direction: 'outbound' }
      : { line: 389, login: extension, status: 'Empty', direction: 'inbound' },
  )
}

interface PresenceNews {
  readonly line: number
  readonly login: string
  readonly status: string
  readonly direction: string
}

function firePresence(stage: Stage, domain: string, count: string, { line, login, status, direction }: PresenceNews): void {
  const empty = status === 'Empty'
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, 'PRESENCE_IN', stage.nextSequence(), stage.now(), site('valet_send_presence', line)),
    ['proto', 'park'],
    ['login', login],
    ['from', `${login}@${domain}`],
    ['force-status', status],
    ['rpid', empty ? 'unknown' : 'active'],
    ['event_type', 'presence'],
    ['alt_event_type', 'dialog'],
    ['event_count', count],
    ['unique-id', login],
    ['channel-state', empty ? 'CS_HANGUP' : 'CS_ROUTING'],
    ['answer-state', empty ? 'terminated' : 'confirmed'],
    ['presence-call-direction', direction],
  ]
  stage.emit({ type: eventType('PRESENCE_IN'), subclass: undefined, headers, body: undefined }, undefined)
}

/** What brings a parked leg back to its place when whoever fetched it sends it away. */
export function valetReturn(channel: Channel, { lot, extension }: ValetPlace, music: string): string {
  const kept = ['valet_parking_timeout', 'valet_parking_orbit_exten', 'valet_parking_orbit_dialplan', 'valet_parking_orbit_context']
  const settings = kept.flatMap((name) => {
    const value = channel.variables.get(name)
    return typeof value === 'string' ? [`set:${name}=${value},`] : []
  })
  const back = `set:valet_ticket=${channel.uuid},set:valet_hold_music='${music}',sleep:1000,valet_park:${lot} ${extension}`
  return settings.join('') + back
}
