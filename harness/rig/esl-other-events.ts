import type { FsEvent, FsHeader } from '../../simulators/freeswitch/codec/event.ts'
import { base, customEvent, type EslValues, fsEvent } from './esl-values.ts'

/** A text that was received by SIP. `from` is a tag. */
export function message(values: EslValues, { from, to, body }: { readonly from: string; readonly to: string; readonly body: string }): FsEvent {
  const site = { file: 'sofia_presence.c', function: 'sofia_presence_handle_sip_i_message', line: 4894 }
  const headers: FsHeader[] = [
    ...base(values, 'MESSAGE', site),
    ['login', 'sip:mod_sofia@127.0.0.2:5060'],
    ['proto', 'sip'],
    ['to_proto', 'sip'],
    ['from', from],
    ['from_user', values.number()],
    ['from_host', 'sender.example'],
    ['to_user', values.number()],
    ['to_host', 'recipient.example'],
    ['from_sip_ip', '127.0.0.3'],
    ['from_sip_port', values.number().slice(-5)],
    ['to', to],
    ['subject', 'SIMPLE MESSAGE'],
    ['context', 'public'],
    ['type', 'text/plain'],
    ['from_full', `<sip:${values.number()}@sender.example>`],
    ['sip_profile', 'internal'],
    ['dest_proto', 'sip'],
    ['max_forwards', '70'],
    ['Nonblocking-Delivery', 'true'],
  ]
  return fsEvent('MESSAGE', headers, body)
}

/**
 * A client asks for a text to be sent. Provisional: no recording has it, so it is laid out as recordings of
 * `sendevent CUSTOM` are, with the headers that mod_sms reads. `from` is a tag.
 */
export function sendRequest(values: EslValues, { from, to, body }: { readonly from: string; readonly to: string; readonly body: string }): FsEvent {
  const site = { file: 'mod_event_socket.c', function: 'parse_command', line: 2283 }
  const headers: FsHeader[] = [
    ['Command', 'sendevent CUSTOM'],
    ['proto', 'sip'],
    ['dest_proto', 'sip'],
    ['from', from],
    ['from_full', `sip:${values.number()}@sender.example`],
    ['to', to],
    ['subject', 'SIMPLE MESSAGE'],
    ['type', 'text/plain'],
    ['sip_profile', 'internal'],
    ['Event-UUID', `event-${values.number()}`],
    ...base(values, 'CUSTOM', site),
  ]
  return { ...customEvent('SMS::SEND_MESSAGE', headers), body }
}

/** The regular sign of life; `sessions` tells one heartbeat from another. */
export function heartbeat(values: EslValues, sessions = values.number()): FsEvent {
  const site = { file: 'switch_core.c', function: 'send_heartbeat', line: 95 }
  return fsEvent('HEARTBEAT', [
    ...base(values, 'HEARTBEAT', site),
    ['Event-Info', 'System Ready'],
    ['Up-Time', '0 years, 0 days, 0 hours, 18 minutes, 39 seconds, 416 milliseconds, 666 microseconds'],
    ['FreeSWITCH-Version', '1.11.3-dev+git~20260821T141014Z~cc93a683ca~64bit'],
    ['Uptime-msec', values.number()],
    ['Session-Count', sessions],
    ['Max-Sessions', values.number()],
    ['Session-Per-Sec', '5000'],
    ['Session-Per-Sec-Last', '0'],
    ['Session-Per-Sec-Max', '4'],
    ['Session-Per-Sec-FiveMin', '4'],
    ['Session-Since-Startup', values.number()],
    ['Session-Peak-Max', '7'],
    ['Session-Peak-FiveMin', '4'],
    ['Idle-CPU', '72.633333'],
  ])
}
