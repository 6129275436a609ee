import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'

import type { BridgeEvent } from '../event.ts'
import { eventually } from '../testing/eventually.ts'
import { plainFrame } from '../testing/frames.ts'
import { silentLog } from '../testing/silent-log.ts'
import { startOutboundServer } from './outbound-server.ts'

const startBridge = async (allowedAddresses: readonly string[] = []) => {
  const events: BridgeEvent[] = []
  const server = await startOutboundServer(
    { host: '127.0.0.1', port: 0 },
    {
      machine: 5,
      allowedAddresses,
      accept: (event) => events.push(event),
      log: silentLog,
    },
  )
  const of = (uuid: string) =>
    events.map(({ fields }) => new Map(fields)).filter((fields) => fields.get('uniqueid') === uuid)
  return {
    ...server,
    of,
    kinds: (uuid: string) => of(uuid).map((fields) => fields.get('event')),
    [Symbol.dispose]: server.close,
  }
}

const dial = (port: number) => {
  const socket: Socket = connect({ port, host: '127.0.0.1' })
  let received = ''
  let closed = false
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
  })
  return {
    socket,
    received: () => received,
    closed: () => closed,
    asked: (command: string) => eventually(command, () => received.includes(command)),
    [Symbol.dispose]: () => socket.destroy(),
  }
}

const connectReply = (uuid: string, mode = 'async'): string =>
  `Event-Name: CHANNEL_DATA\nEvent-Date-Timestamp: 1795311083831346\nUnique-ID: ${uuid}\nCall-Direction: inbound\n` +
  `Channel-Call-UUID: ${uuid}-call\nCaller-Caller-ID-Name: Alice%20B\nCaller-Caller-ID-Number: 1000\n` +
  'Caller-Destination-Number: 9204\nCaller-Channel-Created-Time: 1795311083571363\n' +
  `Content-Type: command/reply\nReply-Text: %2BOK%0A\nSocket-Mode: ${mode}\nControl: full\n\n`

const event = (name: string, uuid: string, more: Readonly<Record<string, string>> = {}): Buffer =>
  plainFrame({
    'Event-Name': name,
    'Event-Date-Timestamp': '1795311090000001',
    'Unique-ID': uuid,
    'Channel-Call-UUID': `${uuid}-call`,
    ...more,
  })

const lingerNotice =
  'Content-Type: text/disconnect-notice\nControlled-Session-UUID: u\nContent-Disposition: linger\n' +
  'Channel-Name: c\nLinger-Time: -1\nContent-Length: 0\n\n'
const lastNotice =
  'Content-Type: text/disconnect-notice\nContent-Disposition: disconnect\nContent-Length: 67\n\n' +
  'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n'

describe('startOutboundServer()', () => {
  test('speaks first and starts the call from the reply, when it was created', async () => {
    using bridge = await startBridge()
    using call = dial(bridge.port)
    await call.asked('connect\n\n')
    call.socket.write(connectReply('u'))
    await call.asked('myevents\n\nlinger 10\n\n')
    expect(call.received().startsWith('connect\n\n')).toBe(true)
    expect(Object.fromEntries(bridge.of('u')[0] ?? [])).toEqual({
      class: 'call',
      event: 'start',
      timestamp: '1795311083.571363',
      machine: 5,
      asteriskid: 'u',
      uniqueid: 'u',
      callid: 'u-call',
      direction: 'inbound',
      from: '1000',
      from_name: 'Alice B',
      to: '9204',
    })
  })

  test('ends the call with CHANNEL_HANGUP_COMPLETE and leaves a server that would linger for ever', async () => {
    using bridge = await startBridge()
    using call = dial(bridge.port)
    await call.asked('connect\n\n')
    call.socket.write(connectReply('u'))
    await call.asked('linger')
    call.socket.write(event('CHANNEL_ANSWER', 'u'))
    call.socket.write(event('CHANNEL_HANGUP', 'u', { 'Hangup-Cause': 'NORMAL_CLEARING' }))
    call.socket.write(
      event('CHANNEL_HANGUP_COMPLETE', 'u', { 'Hangup-Cause': 'NORMAL_CLEARING', variable_duration: '3' }),
    )
    call.socket.write(lingerNotice)
    await call.asked('exit\n\n')
    await eventually('close', call.closed)
    expect(bridge.kinds('u')).toEqual(['start', 'answer', 'end'])
    expect(bridge.of('u')[2]?.get('duration')).toBe(3)
  })

  test('waits for CHANNEL_HANGUP_COMPLETE when the notice comes first', async () => {
    using bridge = await startBridge()
    using call = dial(bridge.port)
    await call.asked('connect\n\n')
    call.socket.write(connectReply('u') + lingerNotice)
    await call.asked('linger')
    call.socket.write(event('CHANNEL_HANGUP_COMPLETE', 'u', { 'Hangup-Cause': 'USER_BUSY', variable_duration: '1' }))
    await call.asked('exit\n\n')
    expect(bridge.of('u').map((fields) => fields.get('cause'))).toEqual([undefined, 'USER_BUSY'])
  })

  test('ends the call from what is known when the server says nothing more', async () => {
    using bridge = await startBridge()
    using noted = dial(bridge.port)
    using reset = dial(bridge.port)
    await Promise.all([noted.asked('connect\n\n'), reset.asked('connect\n\n')])
    noted.socket.write(connectReply('n', 'static'))
    reset.socket.write(connectReply('r', 'static'))
    await Promise.all([noted.asked('linger'), reset.asked('linger')])
    noted.socket.end(
      Buffer.concat([event('CHANNEL_HANGUP', 'n', { 'Hangup-Cause': 'CALL_REJECTED' }), Buffer.from(lastNotice)]),
    )
    reset.socket.resetAndDestroy()
    await eventually('both ends', () => bridge.kinds('n').length === 2 && bridge.kinds('r').length === 2)
    expect(bridge.of('n')[1]?.get('cause')).toBe('CALL_REJECTED')
    expect(bridge.of('n')[1]?.get('timestamp')).toBe('1795311090.000001')
    expect(bridge.of('r')[1]?.get('cause')).toBe('')
  })

  test('survives refused commands and a repeated reply to connect', async () => {
    using bridge = await startBridge()
    using call = dial(bridge.port)
    await call.asked('connect\n\n')
    call.socket.write(connectReply('u'))
    await call.asked('linger')
    call.socket.write(
      'Content-Type: command/reply\nReply-Text: -ERR command not found\n\n'.repeat(2) + connectReply('u'),
    )
    call.socket.write(event('CHANNEL_ANSWER', 'u'))
    await eventually('answer', () => bridge.kinds('u').includes('answer'))
    expect(call.closed()).toBe(false)
    call.socket.end(lastNotice)
    await eventually('end', () => bridge.kinds('u').includes('end'))
    expect(bridge.kinds('u')).toEqual(['start', 'answer', 'end'])
  })

  test('keeps calls apart: garbage and resets on some, all others whole', async () => {
    using bridge = await startBridge()
    const calls = Array.from({ length: 50 }, () => dial(bridge.port))
    await Promise.all(calls.map((call) => call.asked('connect\n\n')))
    calls.forEach(({ socket }, index) => {
      if (index === 0) socket.end('\u0000garbage\n\nContent-Length: x\n\n')
      else if (index === 1) socket.write(connectReply('1').slice(0, 60), () => socket.resetAndDestroy())
      else socket.write(connectReply(String(index)))
    })
    await Promise.all(calls.slice(2).map((call) => call.asked('linger')))
    for (const { socket } of calls.slice(2)) socket.end(lastNotice)
    for (let index = 2; index < calls.length; index += 1)
      await eventually(`end ${index}`, () => bridge.kinds(String(index)).length === 2)
    expect(calls.map((_, index) => bridge.kinds(String(index)).join())).toEqual([
      '',
      '',
      ...Array(48).fill('start,end'),
    ])
  })

  test('close() invents no end of calls that go on', async () => {
    using bridge = await startBridge()
    using call = dial(bridge.port)
    await call.asked('connect\n\n')
    call.socket.write(connectReply('u'))
    await call.asked('linger')
    bridge.close()
    await eventually('close', call.closed)
    expect(bridge.kinds('u')).toEqual(['start'])
  })

  test('takes no calls from addresses that are not listed', async () => {
    using bridge = await startBridge(['127.0.0.2'])
    using call = dial(bridge.port)
    await eventually('close', call.closed)
    expect(call.received()).toBe('')
  })
})
