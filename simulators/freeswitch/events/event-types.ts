/**
 * Names of all event types in the order of the server's enumeration: the index is the `type` of an event.
 * Source: wire specification 8.1 (FreeSWITCH `switch_event.c`, EVENT_NAMES).
 */
export const EVENT_TYPES = [
  'CUSTOM', 'CLONE', 'CHANNEL_CREATE', 'CHANNEL_DESTROY', 'CHANNEL_STATE', 'CHANNEL_CALLSTATE', 'CHANNEL_ANSWER',
  'CHANNEL_HANGUP', 'CHANNEL_HANGUP_COMPLETE', 'CHANNEL_EXECUTE', 'CHANNEL_EXECUTE_COMPLETE', 'CHANNEL_HOLD',
  'CHANNEL_UNHOLD', 'CHANNEL_BRIDGE', 'CHANNEL_UNBRIDGE', 'CHANNEL_PROGRESS', 'CHANNEL_PROGRESS_MEDIA',
  'CHANNEL_OUTGOING', 'CHANNEL_PARK', 'CHANNEL_UNPARK', 'CHANNEL_APPLICATION', 'CHANNEL_ORIGINATE', 'CHANNEL_UUID',
  'API', 'LOG', 'INBOUND_CHAN', 'OUTBOUND_CHAN', 'STARTUP', 'SHUTDOWN', 'PUBLISH', 'UNPUBLISH', 'TALK', 'NOTALK',
  'SESSION_CRASH', 'MODULE_LOAD', 'MODULE_UNLOAD', 'DTMF', 'MESSAGE', 'PRESENCE_IN', 'NOTIFY_IN', 'PRESENCE_OUT',
  'PRESENCE_PROBE', 'MESSAGE_WAITING', 'MESSAGE_QUERY', 'ROSTER', 'CODEC', 'BACKGROUND_JOB', 'DETECTED_SPEECH',
  'DETECTED_TONE', 'PRIVATE_COMMAND', 'HEARTBEAT', 'TRAP', 'ADD_SCHEDULE', 'DEL_SCHEDULE', 'EXE_SCHEDULE',
  'RE_SCHEDULE', 'RELOADXML', 'NOTIFY', 'PHONE_FEATURE', 'PHONE_FEATURE_SUBSCRIBE', 'SEND_MESSAGE', 'RECV_MESSAGE',
  'REQUEST_PARAMS', 'CHANNEL_DATA', 'GENERAL', 'COMMAND', 'SESSION_HEARTBEAT', 'CLIENT_DISCONNECTED',
  'SERVER_DISCONNECTED', 'SEND_INFO', 'RECV_INFO', 'RECV_RTCP_MESSAGE', 'SEND_RTCP_MESSAGE', 'CALL_SECURE', 'NAT',
  'RECORD_START', 'RECORD_STOP', 'PLAYBACK_START', 'PLAYBACK_STOP', 'CALL_UPDATE', 'FAILURE', 'SOCKET_DATA',
  'MEDIA_BUG_START', 'MEDIA_BUG_STOP', 'CONFERENCE_DATA_QUERY', 'CONFERENCE_DATA', 'CALL_SETUP_REQ',
  'CALL_SETUP_RESULT', 'CALL_DETAIL', 'DEVICE_STATE', 'TEXT', 'SHUTDOWN_REQUESTED', 'CERT_RELOAD', 'ALL',
] as const

export type EventTypeName = (typeof EVENT_TYPES)[number]

/** Offset at which the tail of a longer name is compared too: the length of `SWITCH_EVENT_`, whatever stands there. */
const PREFIX_LENGTH = 13

const TYPE_BY_NAME: ReadonlyMap<string, number> = new Map(EVENT_TYPES.map((name, type) => [name, type]))

/** Index of a type whose name is known when the program is written. */
export function eventType(name: EventTypeName): number {
  return EVENT_TYPES.indexOf(name)
}

export const EVENT_CUSTOM = eventType('CUSTOM')
export const EVENT_ALL = eventType('ALL')

/**
 * Finds a type by the name a client sent, the way the server does: without regard to case, and any thirteen
 * characters may stand before the name (meant for `SWITCH_EVENT_`). The lower type wins when both readings match.
 * @returns the index in EVENT_TYPES, or undefined for an unknown name
 */
export function lookupEventType(name: string): number | undefined {
  const upper = asciiUpper(name)
  const whole = TYPE_BY_NAME.get(upper)
  const tail = upper.length > PREFIX_LENGTH ? TYPE_BY_NAME.get(upper.slice(PREFIX_LENGTH)) : undefined
  if (whole === undefined || tail === undefined) return whole ?? tail
  return Math.min(whole, tail)
}

/** `toUpperCase()` would also turn octets above 0x7F, such as 0xB5 and 0xFF, into characters that are no octets. */
function asciiUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}
