import { CALL_SITES } from './call-sites.ts'
import type { CallerProfile } from './caller-profile.ts'
import { type Channel, profileOf } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** Number of a call that nobody makes. */
export const NOBODY = '0000000000'

/** Who calls when the switch calls on its own behalf. */
export const API_CALLER = {
  username: '',
  dialplan: '',
  callerIdName: '',
  callerIdNumber: NOBODY,
  origCallerIdName: '',
  origCallerIdNumber: NOBODY,
  networkAddr: '',
  ani: NOBODY,
  source: 'src/switch_ivr_originate.c',
  transferSource: '',
  context: 'default',
  rdnis: '',
} as const satisfies Partial<CallerProfile>

/** The part of a profile that a leg takes over from the leg that calls it. */
export type CallingProfile = Pick<CallerProfile, keyof typeof API_CALLER>

/** Whom a call that the switch makes by itself names as its caller. */
export interface NamedCaller {
  readonly name?: string | undefined
  readonly number?: string | undefined
}

/** The caller of an outbound leg: the leg that calls it, or nobody, under a name and number that may be given. */
export function callerFor(caller: Channel | undefined, named: NamedCaller = {}): CallingProfile {
  const { name, number } = named
  if (caller === undefined) {
    return {
      ...API_CALLER,
      ...(name !== undefined && { callerIdName: name, origCallerIdName: name }),
      ...(number !== undefined && { callerIdNumber: number, origCallerIdNumber: number, ani: number }),
    }
  }
  const fields = Object.keys(API_CALLER) as (keyof CallingProfile)[]
  const profile = profileOf(caller)
  return {
    ...API_CALLER,
    ...Object.fromEntries(fields.map((field) => [field, profile[field]])),
    ...(name !== undefined && { callerIdName: name }),
    ...(number !== undefined && { callerIdNumber: number }),
  }
}

/** `origination_uuid`: a channel that is being set up gets the uuid that was asked for: CHANNEL_UUID. */
export function requestedUuid(stage: Stage, channel: Channel, uuid: string): void {
  const old = channel.uuid
  const profile = profileOf(channel)
  channel.uuid = uuid
  channel.callUuid = uuid
  profile.uniqueId = uuid
  setVariables(channel.variables, { uuid, call_uuid: undefined })
  fireChannelEvent(stage, channel, 'CHANNEL_UUID', CALL_SITES.uuid, { before: [['Old-Unique-ID', old]] })
  setVariables(channel.variables, { channel_name: channel.name, uuid, origination_uuid: uuid })
}
