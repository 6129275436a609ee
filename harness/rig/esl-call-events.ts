/**
 * Events of calls as a real server sends them, with the headers of its recordings in their order, and every value distinct from
 * every other. Layouts: recordings of flows, headers per event.
 */
import type { FsEvent, FsHeader } from '../../simulators/freeswitch/codec/event.ts'
import { base, type EslValues, fsEvent } from './esl-values.ts'

/** One leg of a call. */
export interface Leg {
  readonly values: EslValues
  readonly uniqueid: string
  readonly callid: string
  readonly direction: 'inbound' | 'outbound'
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly createdUs: number
}

/** A new leg; `callid` of a B leg is that of its A leg. */
export function createLeg(values: EslValues, given: Partial<Omit<Leg, 'values'>> = {}): Leg {
  const number = values.number()
  return {
    values,
    uniqueid: values.tag(),
    callid: values.tag(),
    direction: 'inbound',
    from: values.number(),
    fromName: `Caller ${number}`,
    to: values.number(),
    createdUs: values.momentUs(),
    ...given,
  }
}

interface State {
  readonly state: string
  readonly callState: string
  /** Number of the *next* state: it disagrees with the name in most recordings. */
  readonly number: number
  readonly answer: 'ringing' | 'early' | 'answered' | 'hangup'
  readonly hitDialplan?: boolean
  readonly cause?: string
}

function channelBlock(leg: Leg, { state, callState, number, answer, hitDialplan, cause }: State): FsHeader[] {
  const { values } = leg
  return [
    ['Channel-State', state],
    ['Channel-Call-State', callState],
    ['Channel-State-Number', String(number)],
    ['Channel-Name', `sofia/external/${values.number()}@127.0.0.8`],
    ['Unique-ID', leg.uniqueid],
    ['Call-Direction', leg.direction],
    ['Presence-Call-Direction', leg.direction],
    ['Channel-HIT-Dialplan', String(hitDialplan ?? leg.direction === 'inbound')],
    ['Channel-Call-UUID', leg.callid],
    ['Answer-State', answer],
    ...(cause === undefined ? [] : [['Hangup-Cause', cause] as const]),
    ...callerBlock(leg),
  ]
}

function callerBlock({ values, direction, from, fromName, to, createdUs }: Leg): FsHeader[] {
  const us = (): string => String(values.momentUs())
  return [
    ['Caller-Direction', direction],
    ['Caller-Logical-Direction', direction],
    ['Caller-Username', values.number()],
    ['Caller-Dialplan', 'XML'],
    ['Caller-Caller-ID-Name', fromName],
    ['Caller-Caller-ID-Number', from],
    ['Caller-Orig-Caller-ID-Name', `Original ${values.number()}`],
    ['Caller-Orig-Caller-ID-Number', values.number()],
    ['Caller-Network-Addr', '127.0.0.7'],
    ['Caller-ANI', values.number()],
    ['Caller-Destination-Number', to],
    ['Caller-Unique-ID', `caller-${values.number()}`],
    ['Caller-Source', 'mod_sofia'],
    ['Caller-Context', 'public'],
    ['Caller-Channel-Name', `sofia/external/${values.number()}@127.0.0.6`],
    ['Caller-Profile-Index', '1'],
    ['Caller-Profile-Created-Time', us()],
    ['Caller-Channel-Created-Time', String(createdUs)],
    ['Caller-Channel-Answered-Time', us()],
    ['Caller-Channel-Progress-Time', '0'],
    ['Caller-Channel-Progress-Media-Time', '0'],
    ['Caller-Channel-Hangup-Time', '0'],
    ['Caller-Screen-Bit', 'true'],
    ['Caller-Privacy-Hide-Name', 'false'],
    ['Caller-Privacy-Hide-Number', 'false'],
  ]
}

function variables({ values, direction, to }: Leg): FsHeader[] {
  return [
    ['variable_direction', direction],
    ['variable_uuid', `variable-${values.number()}`],
    ['variable_call_uuid', `variable-${values.number()}`],
    ['variable_session_id', values.number()],
    ['variable_sip_from_user', values.number()],
    ['variable_sip_to_user', `${to}-variable`],
    ['variable_sip_call_id', `${values.number()}@127.0.0.5`],
    ['variable_endpoint_disposition', 'DELAYED NEGOTIATION'],
  ]
}

const STATE_SITE = { file: 'switch_channel.c', function: 'switch_channel_perform_set_running_state', line: 2409 }

export function channelCreate(leg: Leg): FsEvent {
  const site = { file: 'switch_core_state_machine.c', function: 'switch_core_session_run', line: 626 }
  const block = channelBlock(leg, { state: 'CS_INIT', callState: 'DOWN', number: 2, answer: 'ringing' })
  return fsEvent('CHANNEL_CREATE', [...base(leg.values, 'CHANNEL_CREATE', site), ...block, ...variables(leg)])
}

/** CHANNEL_STATE: `CS_ROUTING` with call state `RINGING` is a routing, with `DOWN` an originated leg on its way. */
export function channelState(leg: Leg, state = 'CS_ROUTING', callState = 'RINGING', hitDialplan?: boolean): FsEvent {
  const block = channelBlock(leg, { state, callState, number: 2, answer: callState === 'ACTIVE' ? 'answered' : 'ringing', ...(hitDialplan !== undefined && { hitDialplan }) })
  return fsEvent('CHANNEL_STATE', [...base(leg.values, 'CHANNEL_STATE', STATE_SITE), ...block])
}

export function channelCallState(leg: Leg, callState: string): FsEvent {
  const site = { file: 'switch_channel.c', function: 'switch_channel_perform_set_callstate', line: 302 }
  const more: FsHeader[] = [['Original-Channel-Call-State', 'ACTIVE'], ['Channel-Call-State-Number', '7']]
  const block = channelBlock(leg, { state: 'CS_HANGUP', callState, number: 10, answer: 'hangup' })
  return fsEvent('CHANNEL_CALLSTATE', [...base(leg.values, 'CHANNEL_CALLSTATE', site), ...more, ...block])
}

export function channelAnswer(leg: Leg): FsEvent {
  const site = { file: 'switch_channel.c', function: 'switch_channel_perform_mark_answered', line: 3848 }
  const block = channelBlock(leg, { state: 'CS_EXECUTE', callState: 'EARLY', number: 4, answer: 'answered' })
  return fsEvent('CHANNEL_ANSWER', [...base(leg.values, 'CHANNEL_ANSWER', site), ...block, ...variables(leg)])
}

export function channelHangup(leg: Leg, cause = 'NORMAL_CLEARING'): FsEvent {
  const site = { file: 'switch_channel.c', function: 'switch_channel_perform_hangup', line: 3447 }
  const block = channelBlock(leg, { state: 'CS_EXECUTE', callState: 'ACTIVE', number: 10, answer: 'hangup', cause })
  return fsEvent('CHANNEL_HANGUP', [...base(leg.values, 'CHANNEL_HANGUP', site), ...block, ...variables(leg)])
}

/** The end of a leg. Hangup-Cause stands in it twice, as in every recording. */
export function hangupComplete(leg: Leg, cause = 'NORMAL_CLEARING', duration = '13'): FsEvent {
  const site = { file: 'switch_core_state_machine.c', function: 'switch_core_session_reporting_state', line: 943 }
  const block = channelBlock(leg, { state: 'CS_REPORTING', callState: 'HANGUP', number: 11, answer: 'hangup', cause })
  const times: FsHeader[] = [
    ['variable_hangup_cause', `${cause}_VARIABLE`],
    ['variable_duration', duration],
    ['variable_billsec', String(Number(duration) + 100)],
    ['variable_mduration', String(Number(duration) * 1000 + 61)],
  ]
  return fsEvent('CHANNEL_HANGUP_COMPLETE', [
    ...base(leg.values, 'CHANNEL_HANGUP_COMPLETE', site),
    ['Hangup-Cause', cause],
    ...block,
    ...variables(leg),
    ...times,
  ])
}

export function channelDestroy(leg: Leg, cause = 'NORMAL_CLEARING'): FsEvent {
  const site = { file: 'switch_core_session.c', function: 'switch_core_session_perform_destroy', line: 1588 }
  const block = channelBlock(leg, { state: 'CS_REPORTING', callState: 'HANGUP', number: 12, answer: 'hangup', cause })
  return fsEvent('CHANNEL_DESTROY', [...base(leg.values, 'CHANNEL_DESTROY', site), ...block, ...variables(leg)])
}

/** The reply to `connect` on an outbound socket, with Content-Type late and Reply-Text encoded as in the recordings. */
export function channelData(leg: Leg, mode: 'full' | 'restricted' = 'full'): FsEvent {
  const site = { file: 'mod_event_socket.c', function: 'parse_command', line: 2029 }
  const block = channelBlock(leg, { state: 'CS_EXECUTE', callState: 'RINGING', number: 4, answer: 'ringing' })
  const reply: FsHeader[] = [['Content-Type', 'command/reply'], ['Reply-Text', '+OK\n'], ['Socket-Mode', 'async'], ['Control', mode === 'full' ? 'full' : 'single-channel']]
  return fsEvent('CHANNEL_DATA', [...base(leg.values, 'CHANNEL_DATA', site), ...block, ...variables(leg), ...reply])
}
