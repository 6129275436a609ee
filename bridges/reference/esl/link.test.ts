import { describe, expect, test } from 'vitest'

import type { BridgeEvent } from '../event.ts'
import { eventually } from '../testing/eventually.ts'
import { goodAnswer, startFakeEventSocket, type FakeEventSocket } from '../testing/fake-event-socket.ts'
import { created, frame, jsonFrame, notice, plainFrame } from '../testing/frames.ts'
import { silentLog } from '../testing/silent-log.ts'
import { startLink, type LinkOptions } from './link.ts'

const open = (server: FakeEventSocket, options: Partial<LinkOptions> = {}) => {
  const events: BridgeEvent[] = []
  const link = startLink(
    { machine: 2, host: '127.0.0.1', port: server.port },
    {
      password: 'secret',
      format: 'plain',
      filters: true,
      idleTimeoutMs: 60_000,
      reconnectMaxMs: 100,
      accept: (event) => events.push(event),
      log: silentLog,
      ...options,
    },
  )
  const field = (name: string) => events.map(({ fields }) => new Map(fields).get(name))
  return {
    link,
    kinds: () => events.map(({ fields }) => `${new Map(fields).get('class')}/${new Map(fields).get('event')}`),
    uuids: () => field('uniqueid').filter((value) => value !== undefined),
    field,
    [Symbol.dispose]: () => link.close(),
  }
}

describe('startLink()', () => {
  test('logs in once, subscribes names before subclasses, and reports the node up', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server)
    const { commands } = await server.subscribed(1)
    await eventually('machine/up', () => bridge.kinds().includes('machine/up'))
    expect(commands.filter((command) => command.startsWith('auth'))).toEqual(['auth secret'])
    expect(commands.at(-1)).toBe(
      'event plain CHANNEL_CREATE CHANNEL_STATE CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE MESSAGE HEARTBEAT ' +
        'CUSTOM sofia::register sofia::unregister sofia::expire SMS::SEND_MESSAGE',
    )
    expect(commands.filter((command) => command.startsWith('filter'))).toEqual([
      'filter Event-Name CUSTOM',
      'filter Event-Name CHANNEL_CREATE',
      'filter Event-Name CHANNEL_ANSWER',
      'filter Event-Name CHANNEL_HANGUP_COMPLETE',
      'filter Event-Name MESSAGE',
      'filter Event-Name HEARTBEAT',
      'filter Channel-State CS_ROUTING',
    ])
    expect(bridge.link.up()).toBe(true)
  })

  test('logs in through a greeting and replies that arrive octet by octet', async () => {
    const answer = goodAnswer
    await using server = await startFakeEventSocket((command, { socket }) => {
      for (const octet of answer(command, { socket, commands: [], closed: () => false }) ?? '') socket.write(octet)
      return undefined
    }, '')
    using bridge = open(server)
    const connection = await eventually('connection', () => server.connections[0])
    for (const octet of 'Content-Type: auth/request\n\n') connection.socket.write(octet)
    await eventually('machine/up', () => bridge.kinds().includes('machine/up'))
  })

  test('takes a server that does not know filters', async () => {
    await using server = await startFakeEventSocket((command, connection) =>
      command.startsWith('filter')
        ? 'Content-Type: command/reply\nReply-Text: -ERR command not found\n\n'
        : goodAnswer(command, connection),
    )
    using bridge = open(server)
    await eventually('machine/up', () => bridge.kinds().includes('machine/up'))
  })

  test('delivers events in wire order and skips what is not one', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server)
    const { socket } = await server.subscribed(1)
    socket.write(
      Buffer.concat([
        created('a'),
        frame('text/x-future', created('no')),
        Buffer.from('Content-Type: text/x-bare\n\n'),
        frame('log/data', created('no')),
        Buffer.from('Content-Type: command/reply\nReply-Text: -ERR whatever\n\n'),
        frame('api/response', created('no')),
        plainFrame({ 'Event-Name': 'MESSAGE', proto: 'sip', from: 'f' }, '日本語 ☎'),
        created('b', { 'Event-Sequence': '1' }),
        created('c', { 'Event-Sequence': '0' }),
      ]),
    )
    await eventually('the last event', () => bridge.uuids().includes('c'))
    expect(bridge.uuids()).toEqual(['a', 'b', 'c'])
    expect(bridge.field('body')).toContain('日本語 ☎')
  })

  test('delivers JSON events when asked to, and goes on after one it cannot read', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server, { format: 'json' })
    const { socket, commands } = await server.subscribed(1)
    expect(commands.at(-1)).toMatch(/^event json CHANNEL_CREATE /)
    socket.write(
      Buffer.concat([
        jsonFrame('{"Event-Name":"CHANNEL_CREATE","Unique-ID":'),
        jsonFrame('{"Event-Name":"CHANNEL_CREATE","Unique-ID":"j"}'),
      ]),
    )
    await eventually('the event', () => bridge.uuids().includes('j'))
    expect(server.connections).toHaveLength(1)
  })

  test.each([
    ['a notice with a body', (): Buffer => notice()],
    ['a notice without a length', (): Buffer => Buffer.from('Content-Type: text/disconnect-notice\n\n')],
    ['an absurd length', (): Buffer => Buffer.from('Content-Length: 9999999999\nContent-Type: text/event-plain\n\n')],
    ['a negative length', (): Buffer => Buffer.from('Content-Length: -1\nContent-Type: text/event-plain\n\n')],
  ])('gives up the connection after %s and subscribes on a new one', async (_, octets) => {
    await using server = await startFakeEventSocket()
    using bridge = open(server)
    const first = await server.subscribed(1)
    first.socket.write(Buffer.concat([octets(), created('no')]))
    const second = await server.subscribed(2)
    second.socket.write(created('yes'))
    await eventually('an event', () => bridge.uuids().length > 0)
    expect(bridge.uuids()).toEqual(['yes'])
    expect(bridge.kinds().slice(0, 3)).toEqual(['machine/up', 'machine/down', 'machine/up'])
    await eventually('the old connection closed', first.closed)
  })

  test('merges nothing of a frame that a reset cut with the next connection', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server)
    const first = await server.subscribed(1)
    const event = created('whole')
    first.socket.write(event.subarray(0, event.length / 2), () => first.socket.resetAndDestroy())
    const second = await server.subscribed(2)
    second.socket.write(event)
    await eventually('the event', () => bridge.uuids().length > 0)
    expect(bridge.uuids()).toEqual(['whole'])
  })

  test('drops the event that the last words of a server were written into', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server)
    const first = await server.subscribed(1)
    first.socket.end(
      Buffer.concat([created('cut').subarray(0, -60), notice('killed listener because of lost events\n')]),
    )
    const second = await server.subscribed(2)
    second.socket.write(created('next'))
    await eventually('the event', () => bridge.uuids().includes('next'))
    expect(bridge.uuids()).toEqual(['next'])
  })

  test('reports a node down once, however many attempts fail', async () => {
    let accepting = true
    await using server = await startFakeEventSocket(
      (command, connection) => (accepting ? goodAnswer(command, connection) : undefined),
      '',
    )
    using bridge = open(server)
    const greet = async (nth: number): Promise<void> => {
      const { socket } = await eventually(`connection ${nth}`, () => server.connections[nth - 1])
      if (accepting) socket.write('Content-Type: auth/request\n\n')
      else socket.destroy()
    }
    await greet(1)
    const first = await server.subscribed(1)
    accepting = false
    first.socket.end()
    for (const nth of [2, 3, 4]) await greet(nth)
    accepting = true
    await greet(5)
    await server.subscribed(2)
    await eventually('machine/up again', () => bridge.kinds().length === 3)
    expect(bridge.kinds()).toEqual(['machine/up', 'machine/down', 'machine/up'])
  })

  test('goes on trying after a refused password and never reports the node up', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server, { password: 'wrong' })
    await eventually('three attempts', () => server.connections.length >= 3)
    expect(server.connections[0]?.commands).toEqual(['auth wrong'])
    expect(bridge.kinds()).toEqual([])
  })

  test('gives up a connection that has fallen silent', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server, { idleTimeoutMs: 150 })
    const first = await server.subscribed(1)
    await server.subscribed(2)
    await eventually('machine/down', () => bridge.kinds().includes('machine/down'))
    expect(bridge.field('reason')).toContain('silent')
    await eventually('the old connection closed', first.closed)
  })

  test('close() ends the connection for good and says nothing', async () => {
    await using server = await startFakeEventSocket()
    using bridge = open(server)
    const first = await server.subscribed(1)
    await eventually('machine/up', () => bridge.kinds().includes('machine/up'))
    bridge.link.close()
    await eventually('the connection closed', first.closed)
    expect(bridge.kinds()).toEqual(['machine/up'])
    expect(server.connections).toHaveLength(1)
  })
})
