import type { FsHeader } from '../codec/event.ts'
import { type Moment, NO_SPAN, type Span } from './moment.ts'

/** Who calls whom, as the dialplan sees it; a transfer makes a new one. Empty texts are left out of events. */
export interface CallerProfile {
  direction: 'inbound' | 'outbound'
  logicalDirection: 'inbound' | 'outbound'
  username: string
  dialplan: string
  callerIdName: string
  callerIdNumber: string
  origCallerIdName: string
  origCallerIdNumber: string
  calleeIdName: string
  calleeIdNumber: string
  networkAddr: string
  ani: string
  destinationNumber: string
  uniqueId: string
  source: string
  transferSource: string
  context: string
  /** The number that was dialled before a transfer. */
  rdnis: string
  channelName: string
  /** Counts the profiles of a channel; empty in a copy that another leg holds. */
  profileIndex: string
  times: ProfileTimes
}

/** When things happened; undefined is not yet. */
export interface ProfileTimes {
  profileCreated: Moment | undefined
  created: Moment | undefined
  answered: Moment | undefined
  progress: Moment | undefined
  progressMedia: Moment | undefined
  hangup: Moment | undefined
  transfer: Moment | undefined
  resurrected: Moment | undefined
  bridged: Moment | undefined
  lastHold: Moment | undefined
  /** Sum of all holds. */
  holdAccumulated: Span
}

export function createTimes(created?: Moment): ProfileTimes {
  return {
    profileCreated: created,
    created,
    answered: undefined,
    progress: undefined,
    progressMedia: undefined,
    hangup: undefined,
    transfer: undefined,
    resurrected: undefined,
    bridged: undefined,
    lastHold: undefined,
    holdAccumulated: NO_SPAN,
  }
}

/** Header names behind the prefix, in wire order (wire specification 8.2, caller block). */
const TEXTS = [
  ['Direction', 'direction'],
  ['Logical-Direction', 'logicalDirection'],
  ['Username', 'username'],
  ['Dialplan', 'dialplan'],
  ['Caller-ID-Name', 'callerIdName'],
  ['Caller-ID-Number', 'callerIdNumber'],
  ['Orig-Caller-ID-Name', 'origCallerIdName'],
  ['Orig-Caller-ID-Number', 'origCallerIdNumber'],
  ['Callee-ID-Name', 'calleeIdName'],
  ['Callee-ID-Number', 'calleeIdNumber'],
  ['Network-Addr', 'networkAddr'],
  ['ANI', 'ani'],
  ['Destination-Number', 'destinationNumber'],
  ['Unique-ID', 'uniqueId'],
  ['Source', 'source'],
  ['Transfer-Source', 'transferSource'],
  ['Context', 'context'],
  ['RDNIS', 'rdnis'],
  ['Channel-Name', 'channelName'],
  ['Profile-Index', 'profileIndex'],
] as const satisfies readonly (readonly [string, keyof CallerProfile])[]

const TIMES = [
  ['Profile-Created-Time', 'profileCreated'],
  ['Channel-Created-Time', 'created'],
  ['Channel-Answered-Time', 'answered'],
  ['Channel-Progress-Time', 'progress'],
  ['Channel-Progress-Media-Time', 'progressMedia'],
  ['Channel-Hangup-Time', 'hangup'],
  ['Channel-Transfer-Time', 'transfer'],
  ['Channel-Resurrect-Time', 'resurrected'],
  ['Channel-Bridged-Time', 'bridged'],
  ['Channel-Last-Hold', 'lastHold'],
] as const satisfies readonly (readonly [string, keyof ProfileTimes])[]

/** The `Caller-…` or `Other-Leg-…` block of a profile; `connect` has it as `Channel-…`, too. */
export function profileHeaders(prefix: 'Caller' | 'Channel' | 'Other-Leg', profile: CallerProfile): FsHeader[] {
  const headers: FsHeader[] = []
  for (const [name, field] of TEXTS) {
    if (profile[field] !== '') headers.push([`${prefix}-${name}`, profile[field]])
  }
  for (const [name, field] of TIMES) headers.push([`${prefix}-${name}`, profile.times[field]?.timestamp ?? '0'])
  headers.push(
    [`${prefix}-Channel-Hold-Accum`, profile.times.holdAccumulated.microseconds],
    [`${prefix}-Screen-Bit`, 'true'],
    [`${prefix}-Privacy-Hide-Name`, 'false'],
    [`${prefix}-Privacy-Hide-Number`, 'false'],
  )
  return headers
}

/** The copy that a leg holds of the leg that called it: without its history. */
export function originatorCopy(profile: CallerProfile): CallerProfile {
  return { ...profile, profileIndex: '', times: createTimes() }
}

/** The copy that a leg holds of the leg it called: with its history up to now. */
export function originateeCopy(profile: CallerProfile): CallerProfile {
  return { ...profile, logicalDirection: 'inbound', profileIndex: '', times: { ...profile.times } }
}
