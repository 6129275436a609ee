import { describe, expect, test } from 'vitest'

import { readHeaderLines } from './esl/event-headers.ts'
import { callEndWithoutEvent, callStartOfConnect, machineEvent, mapEvent } from './mapping.ts'
import type { BridgeEvent } from './event.ts'

type Headers = Readonly<Record<string, string>>

const map = (headers: Headers, body = ''): Record<string, string | number> | undefined =>
  toObject(mapEvent(read(headers, body), 7))

const read = (headers: Headers, body = '') =>
  readHeaderLines(
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join(''),
    () => body,
  )

const toObject = (event: BridgeEvent | undefined) =>
  event === undefined ? undefined : Object.fromEntries(event.fields)

/** A channel block in which every value is distinct. */
const channel = {
  'Event-Date-Timestamp': '1795310582004079',
  'Unique-ID': 'leg',
  'Channel-Call-UUID': 'call',
  'Caller-Unique-ID': 'other',
  'Call-Direction': 'outbound',
  'Caller-Caller-ID-Name': 'Alice%20B',
  'Caller-Caller-ID-Number': '1000',
  'Caller-Destination-Number': '9100',
  'Caller-Channel-Created-Time': '1795310581000001',
}

const ids = { machine: 7, asteriskid: 'leg', uniqueid: 'leg', callid: 'call', timestamp: '1795310582.004079' }

describe('mapEvent() of calls', () => {
  test('maps CHANNEL_CREATE to call/start', () => {
    expect(map({ ...channel, 'Event-Name': 'CHANNEL_CREATE' })).toEqual({
      class: 'call',
      event: 'start',
      ...ids,
      direction: 'outbound',
      from: '1000',
      from_name: 'Alice B',
      to: '9100',
    })
  })

  test('maps CHANNEL_ANSWER to call/answer', () => {
    expect(map({ ...channel, 'Event-Name': 'CHANNEL_ANSWER' })).toEqual({
      class: 'call',
      event: 'answer',
      ...ids,
      from: '1000',
      to: '9100',
    })
  })

  test('maps CHANNEL_HANGUP_COMPLETE to call/end with the duration as sent', () => {
    expect(
      map({
        ...channel,
        'Event-Name': 'CHANNEL_HANGUP_COMPLETE',
        'Hangup-Cause': 'XYZZY',
        variable_duration: '2',
        variable_mduration: '1060',
      }),
    ).toEqual({ class: 'call', event: 'end', ...ids, from: '1000', to: '9100', cause: 'XYZZY', duration: 2 })
  })

  test.each([
    ['CS_ROUTING', 'RINGING', true],
    ['CS_ROUTING', 'ACTIVE', true],
    ['CS_ROUTING', 'DOWN', false],
    ['CS_EXECUTE', 'RINGING', false],
    ['CS_HANGUP', 'HANGUP', false],
  ])('of CHANNEL_STATE %s with call state %s: route is %s', (state, callState, routes) => {
    const event = map({
      ...channel,
      'Event-Name': 'CHANNEL_STATE',
      'Channel-State': state,
      'Channel-State-Number': '2',
      'Channel-Call-State': callState,
      'Channel-HIT-Dialplan': 'false',
    })
    expect(event?.['event']).toBe(routes ? 'route' : undefined)
  })

  test('keeps the fields of an event whose headers are missing', () => {
    expect(map({ 'Event-Name': 'CHANNEL_HANGUP_COMPLETE' })).toEqual({
      class: 'call',
      event: 'end',
      timestamp: expect.stringMatching(/^\d{10}\.\d{6}$/),
      machine: 7,
      asteriskid: '',
      uniqueid: '',
      callid: '',
      from: '',
      to: '',
      cause: '',
      duration: 0,
    })
  })

  test.each([
    ['1795310446000000', '1795310446.000000'],
    ['1795310446000001', '1795310446.000001'],
    ['1795310446100000', '1795310446.100000'],
    ['1795310446999999', '1795310446.999999'],
    ['999999', '0.999999'],
  ])('writes the time %s as %s', (microseconds, timestamp) => {
    expect(
      map({ ...channel, 'Event-Name': 'CHANNEL_ANSWER', 'Event-Date-Timestamp': microseconds })?.['timestamp'],
    ).toBe(timestamp)
  })

  test.each([
    'CHANNEL_HANGUP',
    'CHANNEL_DESTROY',
    'CHANNEL_CALLSTATE',
    'CHANNEL_UUID',
    'PRIVATE_COMMAND',
    'BRAND_NEW',
    '',
  ])('has nothing for %j', (name) => {
    expect(map({ ...channel, 'Event-Name': name })).toBeUndefined()
  })

  test('has nothing for an event without a name', () => {
    expect(map(channel)).toBeUndefined()
  })
})

describe('mapEvent() of texts', () => {
  const received = {
    'Event-Name': 'MESSAGE',
    'Event-Date-Timestamp': '1000000',
    proto: 'sip',
    from: 'a%40h',
    to: 'b%40h',
    'Nonblocking-Delivery': 'true',
  }

  test('maps a received MESSAGE to message/receive', () => {
    expect(map(received, '日本語 ☎')).toEqual({
      class: 'message',
      event: 'receive',
      timestamp: '1.000000',
      machine: 7,
      from: 'a@h',
      to: 'b@h',
      body: '日本語 ☎',
    })
  })

  test('has nothing for texts going out and for copies', () => {
    expect(map({ ...received, proto: 'global' })).toBeUndefined()
    expect(map({ ...received, skip_global_process: 'true' })).toBeUndefined()
  })

  test('maps the request of a sent text once', () => {
    const request = { 'Event-Name': 'CUSTOM', 'Event-Subclass': 'SMS%3A%3ASEND_MESSAGE', from: 'a', to: 'b' }
    expect(map(request, 'hi')).toMatchObject({ class: 'message', event: 'send', from: 'a', to: 'b', body: 'hi' })
    expect(map({ ...request, 'Nonblocking-Delivery': 'true' })).toBeUndefined()
    expect(map({ ...request, 'Delivery-Failure': 'true' })).toBeUndefined()
  })
})

describe('mapEvent() of registrations', () => {
  const contact = {
    contact: '%22%22%20%3Csip%3A1001%40h%3E',
    expires: '120',
    'network-ip': '10.0.0.1',
    'network-port': '5071',
    'user-agent': 'phone%201',
  }
  const fields = {
    machine: 7,
    user: '1001',
    host: 'h',
    contact: '"" <sip:1001@h>',
    expires: '120',
    network_ip: '10.0.0.1',
    network_port: '5071',
    user_agent: 'phone 1',
  }

  test.each([
    ['register', { 'from-user': '1001', 'from-host': 'h', user: 'x', host: 'y' }],
    ['unregister', { 'from-user': '1001', 'from-host': 'h' }],
    ['expire', { user: '1001', host: 'h', username: 'z' }],
  ])('maps sofia::%s', (name, who) => {
    expect(map({ 'Event-Subclass': `sofia%3A%3A${name}`, 'Event-Name': 'CUSTOM', ...who, ...contact })).toMatchObject({
      class: 'registration',
      event: name,
      ...fields,
    })
  })

  test('has the same fields when the socket of a phone was lost', () => {
    const lost = map({
      'Event-Subclass': 'sofia%3A%3Aunregister',
      'Event-Name': 'CUSTOM',
      'from-user': '1',
      'from-host': 'h',
    })
    const left = map({
      'Event-Subclass': 'sofia%3A%3Aunregister',
      'Event-Name': 'CUSTOM',
      'from-user': '1',
      'from-host': 'h',
      ...contact,
    })
    expect(Object.keys(lost ?? {})).toEqual(Object.keys(left ?? {}))
  })

  test.each(['sofia::register_attempt', 'sofia::pre_register', 'sofia::registers', 'SOFIA::REGISTER', ''])(
    'has nothing for %j',
    (subclass) => {
      expect(
        map({ 'Event-Subclass': subclass.replaceAll(':', '%3A'), 'Event-Name': 'CUSTOM', 'from-user': '1' }),
      ).toBeUndefined()
    },
  )
})

test('mapEvent() maps HEARTBEAT to machine/health', () => {
  expect(
    map({
      'Event-Name': 'HEARTBEAT',
      'Event-Date-Timestamp': '1000000',
      'Event-Info': 'System%20Ready',
      'Uptime-msec': '139523',
      'Session-Count': '2',
    }),
  ).toEqual({
    class: 'machine',
    event: 'health',
    timestamp: '1.000000',
    machine: 7,
    status: 'System Ready',
    uptime: '139523',
    sessions: '2',
  })
})

test('machineEvent() is stamped with the present', () => {
  const fields = toObject(machineEvent('down', 3, 'silent'))
  expect(fields).toMatchObject({ class: 'machine', event: 'down', machine: 3, reason: 'silent' })
  expect(Math.abs(Number(fields?.['timestamp']) - Date.now() / 1000)).toBeLessThan(60)
})

test('callStartOfConnect() starts the call when it was created', () => {
  expect(toObject(callStartOfConnect(read({ ...channel, 'Event-Name': 'CHANNEL_DATA' }), 7))).toMatchObject({
    ...ids,
    class: 'call',
    event: 'start',
    timestamp: '1795310581.000001',
    direction: 'outbound',
  })
})

describe('callEndWithoutEvent()', () => {
  test('takes cause and time of CHANNEL_HANGUP', () => {
    const event = callEndWithoutEvent(
      read({ ...channel, 'Event-Name': 'CHANNEL_HANGUP', 'Hangup-Cause': 'USER_BUSY' }),
      7,
    )
    expect(toObject(event)).toEqual({
      class: 'call',
      event: 'end',
      ...ids,
      from: '1000',
      to: '9100',
      cause: 'USER_BUSY',
      duration: 0,
    })
  })

  test('has no cause when none is known', () => {
    expect(toObject(callEndWithoutEvent(read({ ...channel, 'Event-Name': 'CHANNEL_DATA' }), 7))).toMatchObject({
      cause: '',
      duration: 0,
    })
  })
})
