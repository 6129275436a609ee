import { eventKey, timestampNow, toTimestamp, type BridgeEvent, type Field } from './event.ts'
import type { EventHeaders, HeaderName } from './esl/event-headers.ts'

/** What the bridge subscribes to, in the words of the `event` command. Names come before CUSTOM, subclasses after. */
export const SUBSCRIPTION = {
  names: ['CHANNEL_CREATE', 'CHANNEL_STATE', 'CHANNEL_ANSWER', 'CHANNEL_HANGUP_COMPLETE', 'MESSAGE', 'HEARTBEAT'],
  subclasses: ['sofia::register', 'sofia::unregister', 'sofia::expire', 'SMS::SEND_MESSAGE'],
} as const

/** Maps an Event Socket event to a contract event; undefined when the contract has none for it. */
export const mapEvent = (headers: EventHeaders, machine: number): BridgeEvent | undefined => {
  switch (headers.get('Event-Name')) {
    case 'CHANNEL_CREATE':
      return callStart(headers, machine)
    case 'CHANNEL_STATE':
      return isRouting(headers) ? callEvent('route', headers, machine, parties(headers)) : undefined
    case 'CHANNEL_ANSWER':
      return callEvent('answer', headers, machine, parties(headers))
    case 'CHANNEL_HANGUP_COMPLETE':
      return callEnd(headers, machine)
    case 'MESSAGE':
      return isReceived(headers) ? message('receive', headers, machine) : undefined
    case 'HEARTBEAT':
      return health(headers, machine)
    case 'CUSTOM':
      return mapCustom(headers, machine)
    default:
      return undefined
  }
}

const mapCustom = (headers: EventHeaders, machine: number): BridgeEvent | undefined => {
  switch (headers.get('Event-Subclass')) {
    case 'sofia::register':
      return registration('register', headers, machine, 'from-user', 'from-host')
    case 'sofia::unregister':
      return registration('unregister', headers, machine, 'from-user', 'from-host')
    case 'sofia::expire':
      return registration('expire', headers, machine, 'user', 'host')
    case 'SMS::SEND_MESSAGE':
      return isRequest(headers) ? message('send', headers, machine) : undefined
    default:
      return undefined
  }
}

/**
 * A leg created by `originate` passes CS_ROUTING without seeing the dialplan; only its call state, still DOWN, tells it
 * from a real routing.
 */
const isRouting = (headers: EventHeaders): boolean =>
  headers.get('Channel-State') === 'CS_ROUTING' && headers.get('Channel-Call-State') !== 'DOWN'

/** MESSAGE is fired after every delivery attempt, so also for texts going out and for copies sent on. */
const isReceived = (headers: EventHeaders): boolean =>
  headers.get('proto') !== 'global' && headers.get('skip_global_process') === undefined

/** SMS::SEND_MESSAGE is a client's request; FreeSWITCH fires it again with the outcome. */
const isRequest = (headers: EventHeaders): boolean =>
  headers.get('Nonblocking-Delivery') === undefined && headers.get('Delivery-Failure') === undefined

const text = (headers: EventHeaders, name: HeaderName): string => headers.get(name) ?? ''

const counter = (value: string | undefined): number =>
  value !== undefined && /^-?\d{1,15}$/.test(value) ? Number(value) : 0

const digits = /^\d{1,18}$/

const timestampOf = (headers: EventHeaders, ...names: readonly HeaderName[]): string => {
  for (const name of names) {
    const value = headers.get(name)
    if (value !== undefined && digits.test(value) && value !== '0') return toTimestamp(value)
  }
  return timestampNow()
}

const parties = (headers: EventHeaders): readonly Field[] => [
  ['from', text(headers, 'Caller-Caller-ID-Number')],
  ['to', text(headers, 'Caller-Destination-Number')],
]

const callEvent = (
  event: string,
  headers: EventHeaders,
  machine: number,
  more: readonly Field[],
  timestamp = timestampOf(headers, 'Event-Date-Timestamp'),
): BridgeEvent => {
  const uniqueid = text(headers, 'Unique-ID')
  return {
    key: eventKey(machine, uniqueid),
    fields: [
      ['class', 'call'],
      ['event', event],
      ['timestamp', timestamp],
      ['machine', machine],
      ['asteriskid', uniqueid],
      ['uniqueid', uniqueid],
      ['callid', text(headers, 'Channel-Call-UUID')],
      ...more,
    ],
  }
}

const startFields = (headers: EventHeaders): readonly Field[] => [
  ['direction', text(headers, 'Call-Direction')],
  ['from', text(headers, 'Caller-Caller-ID-Number')],
  ['from_name', text(headers, 'Caller-Caller-ID-Name')],
  ['to', text(headers, 'Caller-Destination-Number')],
]

const callStart = (headers: EventHeaders, machine: number): BridgeEvent =>
  callEvent('start', headers, machine, startFields(headers))

/** The start of a call that the bridge meets in the dialplan, from the reply to `connect`: when it was created. */
export const callStartOfConnect = (headers: EventHeaders, machine: number): BridgeEvent =>
  callEvent(
    'start',
    headers,
    machine,
    startFields(headers),
    timestampOf(headers, 'Caller-Channel-Created-Time', 'Event-Date-Timestamp'),
  )

const callEnd = (headers: EventHeaders, machine: number): BridgeEvent =>
  callEvent('end', headers, machine, [
    ...parties(headers),
    ['cause', text(headers, 'Hangup-Cause')],
    ['duration', counter(headers.get('variable_duration'))],
  ])

/**
 * The end of a call of which CHANNEL_HANGUP_COMPLETE did not arrive.
 *
 * @param headers the last event known of the call: CHANNEL_HANGUP, or the reply to `connect`
 */
export const callEndWithoutEvent = (headers: EventHeaders, machine: number): BridgeEvent => {
  const hungUp = headers.get('Event-Name') === 'CHANNEL_HANGUP'
  return callEvent(
    'end',
    headers,
    machine,
    [...parties(headers), ['cause', text(headers, 'Hangup-Cause')], ['duration', 0]],
    hungUp ? timestampOf(headers, 'Event-Date-Timestamp') : timestampNow(),
  )
}

const message = (event: string, headers: EventHeaders, machine: number): BridgeEvent => {
  const from = text(headers, 'from')
  return {
    key: eventKey(machine, from),
    fields: [
      ['class', 'message'],
      ['event', event],
      ['timestamp', timestampOf(headers, 'Event-Date-Timestamp')],
      ['machine', machine],
      ['from', from],
      ['to', text(headers, 'to')],
      ['body', headers.body()],
    ],
  }
}

const registration = (
  event: string,
  headers: EventHeaders,
  machine: number,
  userName: HeaderName,
  hostName: HeaderName,
): BridgeEvent => {
  const user = text(headers, userName)
  return {
    key: eventKey(machine, user),
    fields: [
      ['class', 'registration'],
      ['event', event],
      ['timestamp', timestampOf(headers, 'Event-Date-Timestamp')],
      ['machine', machine],
      ['user', user],
      ['host', text(headers, hostName)],
      ['contact', text(headers, 'contact')],
      ['expires', text(headers, 'expires')],
      ['network_ip', text(headers, 'network-ip')],
      ['network_port', text(headers, 'network-port')],
      ['user_agent', text(headers, 'user-agent')],
    ],
  }
}

const health = (headers: EventHeaders, machine: number): BridgeEvent => ({
  key: eventKey(machine, ''),
  fields: [
    ['class', 'machine'],
    ['event', 'health'],
    ['timestamp', timestampOf(headers, 'Event-Date-Timestamp')],
    ['machine', machine],
    ['status', text(headers, 'Event-Info')],
    ['uptime', text(headers, 'Uptime-msec')],
    ['sessions', text(headers, 'Session-Count')],
  ],
})

/** A transition of the link to a node, stamped by the bridge itself. */
export const machineEvent = (event: 'up' | 'down', machine: number, reason: string): BridgeEvent => ({
  key: eventKey(machine, ''),
  fields: [
    ['class', 'machine'],
    ['event', event],
    ['timestamp', timestampNow()],
    ['machine', machine],
    ['reason', reason],
  ],
})
