import type { Application, Channel } from '../channel/channel.ts'
import { profileOf } from '../channel/channel.ts'
import type { CallSite } from '../events/base-headers.ts'
import { LOG_INFO, LOG_NOTICE, type TextChannel } from '../log.ts'
import type { SwitchCore } from '../switch-core.ts'
import type { Leg } from './leg.ts'

/** Places of the server's source that log that a channel is told to end; the recorded line has file and function. */
export const HANGUP_SITES = {
  application: { file: 'mod_dptools.c', function: 'hangup_function', line: 1425 },
  bridge: { file: 'switch_ivr_bridge.c', function: 'switch_ivr_multi_threaded_bridge', line: 1836 },
  dialplan: { file: 'switch_core_state_machine.c', function: 'switch_core_standard_on_execute', line: 385 },
  hupall: { file: 'switch_core_session.c', function: 'switch_core_session_hupall', line: 240 },
  kill: { file: 'switch_ivr.c', function: 'switch_ivr_kill_uuid', line: 4404 },
  loopback: { file: 'mod_loopback.c', function: 'channel_on_hangup', line: 585 },
  message: { file: 'switch_ivr.c', function: 'switch_ivr_parse_event', line: 560 },
  originate: { file: 'switch_ivr_originate.c', function: 'switch_ivr_originate', line: 3903 },
  phone: { file: 'sofia.c', function: 'sofia_handle_sip_i_bye', line: 1101 },
  schedule: { file: 'switch_ivr_async.c', function: 'sch_hangup_callback', line: 5468 },
  unknownApplication: { file: 'switch_core_session.c', function: 'switch_core_session_execute_application_get_flags', line: 2771 },
} as const satisfies Readonly<Record<string, CallSite>>

const SET_NAME = { file: 'switch_channel.c', function: 'switch_channel_set_name' }
const THREAD = { file: 'switch_core_session.c', function: 'switch_core_session_thread' }

type LogsOf = Pick<SwitchCore, 'log'>

/** A channel has got its first name. @param uuid its uuid then; `originate` may give it another one later */
export function logNewChannel(core: LogsOf, uuid: string, name: string): void {
  say(core, uuid, LOG_NOTICE, 'session', { ...SET_NAME, line: 1143 }, `New Channel ${name} [${uuid}]`)
}

export function logRename(core: LogsOf, uuid: string, from: string, to: string): void {
  say(core, uuid, LOG_NOTICE, 'session', { ...SET_NAME, line: 1141 }, `Rename Channel ${from}->${to} [${uuid}]`)
}

/** A leg looks up what its dialplan has for it. */
export function logProcessing({ calls, channel }: Leg): void {
  const { callerIdName, callerIdNumber, destinationNumber, context } = profileOf(channel)
  const site = { file: 'mod_dialplan_xml.c', function: 'dialplan_hunt', line: 648 }
  const text = `Processing ${callerIdName} <${callerIdNumber}>->${destinationNumber} in context ${context}`
  say(calls.core, channel.uuid, LOG_INFO, 'session', site, text)
}

export function logExecute({ calls, channel, depth }: Leg, { name, data }: Application): void {
  const site = { file: 'switch_core_session.c', function: 'switch_core_session_exec', line: 2907 }
  say(calls.core, channel.uuid, LOG_INFO, 'clean', site, `EXECUTE [depth=${depth}] ${channel.name} ${name}(${data})`)
}

/** @param site by default the application `answer` */
export function logAnswered({ calls, channel }: Leg, site?: CallSite): void {
  const place = site ?? { file: 'mod_dptools.c', function: 'answer_function', line: 1406 }
  say(calls.core, channel.uuid, LOG_NOTICE, 'log', place, `Channel [${channel.name}] has been answered`)
}

/** Caller and callee are about to change places. */
export function logFlip({ calls, channel }: Leg): void {
  const { callerIdName, callerIdNumber, calleeIdName, calleeIdNumber } = profileOf(channel)
  const site = { file: 'switch_channel.c', function: 'switch_channel_flip_cid', line: 3291 }
  const text = `Flipping CID from "${callerIdName}" <${callerIdNumber}> to "${calleeIdName}" <${calleeIdNumber}>`
  say(calls.core, channel.uuid, LOG_INFO, 'session', site, `${channel.name} ${text}`)
}

/** @param channel as it is before it has been told to end, but for its cause */
export function logHangup(core: LogsOf, channel: Channel, site: CallSite): void {
  const text = `Hangup ${channel.name} [CS_${channel.runningState}] [${channel.hangupCause ?? 'NONE'}]`
  say(core, channel.uuid, LOG_NOTICE, 'log', site, text)
}

/** A leg has gone. */
export function logEnded({ calls, channel }: Leg): void {
  const number = String(channel.variables.get('session_id') ?? 0)
  const { uuid, name, runningState } = channel
  say(calls.core, uuid, LOG_NOTICE, 'session', { ...THREAD, line: 1766 }, `Session ${number} (${name}) Ended`)
  say(calls.core, uuid, LOG_NOTICE, 'log', { ...THREAD, line: 1770 }, `Close Channel ${name} [CS_${runningState}]`)
}

function say(
  core: LogsOf,
  sessionUuid: string,
  level: number,
  textChannel: TextChannel,
  site: CallSite,
  message: string,
): void {
  core.log({ level, ...site, message: `${message}\n`, sessionUuid, textChannel })
}
