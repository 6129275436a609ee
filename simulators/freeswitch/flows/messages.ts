import { INTERNAL } from '../channel/sofia-leg.ts'
import type { FsHeader } from '../codec/event.ts'
import { defineEvents, type PlainEvent } from './event-script.ts'
import { profileLogin, registrar, type ValueReader } from './registration-parts.ts'

/** A SIP MESSAGE of a phone that authenticates itself. Recording: sip-message-in-auth, second part, without error. */
export const messageReceived = defineEvents({
  name: 'message-received',
  milestones: ['receive'],
  events: (value) => [authenticated(value), received(value)],
})

/** The same to a phone that is not registered. Recording: sip-message-in-auth, second part. */
export const messageUndeliverable = defineEvents({
  name: 'message-undeliverable',
  milestones: ['receive'],
  events: (value) => [authenticated(value), noRecipient(value), received(value)],
})

/**
 * A client has the switch send a text. Provisional: no recording has it, so it is laid out as recordings of
 * `sendevent CUSTOM` are, with the headers that mod_sms reads.
 */
export const messageSent = defineEvents({
  name: 'message-sent',
  milestones: ['send'],
  events: (value) => [
    {
      name: 'CUSTOM',
      subclass: 'SMS::SEND_MESSAGE',
      site: { file: 'mod_event_socket.c', function: 'parse_command', line: 2283 },
      leading: [
        ['Command', 'sendevent CUSTOM'],
        ['proto', 'sip'],
        ['dest_proto', 'sip'],
        ['from', address(value, 'from')],
        ['from_full', `sip:${address(value, 'from')}`],
        ['to', address(value, 'to')],
        ['subject', 'SIMPLE MESSAGE'],
        ['type', 'text/plain'],
        ['sip_profile', INTERNAL.name],
        ['content-length', value('content-length')],
        ['Event-UUID', value('event-uuid')],
      ],
      headers: [],
      body: bodyOf(value),
    },
  ],
})

const address = (value: ValueReader, end: 'from' | 'to'): string => `${value(end)}@${value('domain')}`

/** The text, and the identity of the message behind it. */
const bodyOf = (value: ValueReader): string => `${value('text')} ${value('id')}`

/** The server treats a MESSAGE with credentials as it treats a REGISTER. */
function authenticated(value: ValueReader): PlainEvent {
  const headers: FsHeader[] = [
    ['profile-name', INTERNAL.name],
    ['from-user', value('to')],
    ['from-host', value('domain')],
    ['contact', `"" <sip:${value('from')}@${value('network-ip')}:${value('network-port')}>`],
    ['call-id', value('call-id')],
    ['rpid', 'unknown'],
    ['status', 'Registered(UDP)'],
    ['expires', '300'],
    ['to-user', value('from')],
    ['to-host', value('domain')],
    ['network-ip', value('network-ip')],
    ['network-port', value('network-port')],
    ['user-agent', value('user-agent')],
  ]
  return { name: 'CUSTOM', subclass: 'sofia::pre_register', site: registrar(1810), headers }
}

function noRecipient(value: ValueReader): PlainEvent {
  return {
    name: 'CUSTOM',
    subclass: 'sofia::error',
    site: { file: 'sofia_presence.c', function: 'sofia_presence_chat_send', line: 276 },
    headers: [
      ['Error-Type', 'chat'],
      ['Error-Reason', 'no recipient'],
      ['Chat-Send-To', address(value, 'to')],
      ['Chat-Send-From', fullFrom(value)],
      ['Chat-Send-Profile', INTERNAL.name],
    ],
    body: bodyOf(value),
  }
}

function received(value: ValueReader): PlainEvent {
  return {
    name: 'MESSAGE',
    site: { file: 'sofia_presence.c', function: 'sofia_presence_handle_sip_i_message', line: 4894 },
    headers: [
      ['login', profileLogin(value)],
      ['proto', 'sip'],
      ['to_proto', 'sip'],
      ['from', address(value, 'from')],
      ['from_user', value('from')],
      ['from_host', value('domain')],
      ['to_user', value('to')],
      ['to_host', value('domain')],
      ['from_sip_ip', value('network-ip')],
      ['from_sip_port', value('network-port')],
      ['to', address(value, 'to')],
      ['subject', 'SIMPLE MESSAGE'],
      ['context', 'public'],
      ['type', 'text/plain'],
      ['from_full', fullFrom(value)],
      ['sip_profile', INTERNAL.name],
      ['dest_proto', 'sip'],
      ['max_forwards', '70'],
      ['Nonblocking-Delivery', 'true'],
    ],
    body: bodyOf(value),
  }
}

const fullFrom = (value: ValueReader): string => `<sip:${address(value, 'from')}>;tag=${value('from-tag')}`
