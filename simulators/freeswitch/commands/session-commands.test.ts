import { describe, expect, test } from 'vitest'
import { disconnectNotice, GOODBYE, lingerNotice } from '../listener-notice.ts'
import { eventType } from '../events/event-types.ts'
import { loggedIn, manualTimers, reply, testConnection, testSwitch } from '../listener-fixture.ts'
import { toOutgoing } from '../codec/fs-outgoing.ts'
import type { FsEvent } from '../codec/event.ts'
import type { ManualTimers, TestConnection } from '../listener-fixture.ts'
import type { Session } from '../switch-sessions.ts'
import type { SwitchCore } from '../switch-core.ts'

const UUID = 'd34c453d-e828-4e7f-97d8-7ee894926da2'

describe('myevents of a connection that the switch made', () => {
  test.each([
    ['myevents', 'plain'],
    ['myevents plain', 'plain'],
    ['myevents json', 'json'],
    ['MYEVENTS JSON', 'json'],
    ['myevents Json', 'plain'],
    ['myevents xml', 'xml'],
    ['myevents\nwanted: XML', 'xml'],
    ['myevents xml json', 'json'],
  ])('%j has events in %s', async (command, format) => {
    const session = fakeSession()
    const core = testSwitch({ sessions: { locate: () => session } })
    const outbound = { session, isAsync: true, isFull: true, isDown: () => false, onConnect: () => undefined, carryOut: async () => undefined }
    const connection = testConnection(core, { outbound })
    connection.send(`connect\n\n${command}\n\n`)
    await connection.take()
    fire(core, [['Unique-ID', UUID]])
    expect(await connection.take()).toContain(`Content-Type: text/event-${format}\n`)
  })
})

describe('commands of a connection that controls a call', () => {
  test('answer as on the real server', async () => {
    const { connection } = await controlling()
    const answers: readonly (readonly [string, string])[] = [
      ['getvar uuid', UUID],
      ['getvar nope', '-ERR command not found'],
      ['getvar', '-ERR command not found'],
      ['linger', '+OK will linger'],
      ['nolinger', '+OK will not linger'],
      ['linger 3', '+OK will linger 3 seconds'],
      ['linger abc', '+OK will linger 0 seconds'],
      ['linger -1', '+OK will linger'],
      ['linger -2', '+OK will linger -2 seconds'],
      ['lingerx', '+OK will linger'],
      ['getvarx uuid', UUID],
      ['divert_events on', '+OK events diverted'],
      ['divert_events', '-ERR missing value.'],
      ['divert_events once', '+OK events not diverted'],
      ['divert_eventsON', '+OK events diverted'],
      ['resume', '+OK'],
      ['sendmsg\ncall-command: hangup', '+OK'],
      ['sendmsg other', '-ERR invalid session id [other]'],
      [`myevents ${UUID}`, '-ERR aready enabled.'],
    ]
    for (const [command, answer] of answers) {
      connection.send(`${command}\n\n`)
      expect(await connection.take(), command).toBe(reply(answer))
    }
  })

  test('getvar of a value that starts with ~ breaks the framing', async () => {
    const { connection } = await controlling()
    connection.send('getvar tilde\n\n')
    expect(await connection.take()).toBe('Content-Type: command/reply\nvalue')
  })

  test('connect answers with the channel as headers', async () => {
    const { connection } = await controlling()
    connection.send('connect\n\n')
    const frame = await connection.take()
    expect(frame).toMatch(/^Event-Name: CHANNEL_DATA\nCore-UUID: /)
    expect(frame).toContain('\nEvent-Calling-Line-Number: 2029\n')
    expect(frame).toMatch(
      /\nUnique-ID: \S+\nContent-Type: command\/reply\nReply-Text: %2BOK%0A\nSocket-Mode: async\nControl: full\n\n$/,
    )
  })

  test('get the events of their own call only', async () => {
    const { core, connection } = await controlling()
    const answer = (uuid: string): number => fire(core, [['Unique-ID', uuid]])
    expect([answer(UUID), answer('other'), fire(core, []), fire(core, [['Job-Owner-UUID', UUID]])]).toEqual([
      1, 0, 0, 1,
    ])
    expect(await connection.take()).toContain(`Unique-ID: ${UUID}`)
  })

  test('get diverted events whatever they have subscribed to', async () => {
    const { connection, session } = await controlling()
    connection.send('divert_events on\n\n')
    await connection.take()
    session.sink?.({ type: 0, subclass: undefined, headers: [['foo', 'bar']], body: undefined })
    expect(await connection.take()).toBe('Content-Length: 10\nContent-Type: text/event-plain\n\nfoo: bar\n\n')
  })

  test('end with the call', async () => {
    const { connection, session } = await controlling()
    session.end()
    expect(await connection.take()).toBe(disconnectNotice(GOODBYE, session))
    expect(session.sink).toBeUndefined()
  })

  test('stay for the linger time, in which commands do not prolong it', async () => {
    const { connection, session, timers } = await controlling()
    connection.send('linger 2\n\n')
    await connection.take()
    session.end()
    connection.send('api echo still\n\n')
    expect(await connection.take()).toBe(
      `${lingerNotice(session, 2)}Content-Type: api/response\nContent-Length: 5\n\nstill`,
    )
    expect(timers.waiting).toEqual([3000])
    timers.fire()
    expect(await connection.take()).toBe(disconnectNotice(GOODBYE, session))
  })

  test('linger without a time while lingering takes the time back', async () => {
    const { connection, session, timers } = await controlling()
    connection.send('linger 2\n\n')
    await connection.take()
    session.end()
    connection.send('linger\n\n')
    await connection.take()
    expect(timers.waiting).toEqual([])
  })

  test('sendmsg with its uuid reaches a call that has ended', async () => {
    const { core, connection, session } = await controlling()
    connection.send('linger\n\n')
    await connection.take()
    session.end()
    core.sessions = { locate: () => undefined }
    connection.send(`sendmsg ${UUID}\ncall-command: hangup\n\n`)
    expect(await connection.take()).toContain(reply('+OK'))
  })

  test('linger for a time while lingering ends at once', async () => {
    const { connection, session } = await controlling()
    connection.send('linger\n\n')
    await connection.take()
    session.end()
    connection.send('linger 5\n\n')
    expect(await connection.take()).toBe(
      lingerNotice(session, -1) + reply('+OK will linger 5 seconds') + disconnectNotice(GOODBYE, session),
    )
  })
})

describe('sendevent with the uuid of a call', () => {
  test('goes into the queue of the session, without base headers', async () => {
    const { connection, session } = await controlling()
    connection.send(`sendevent CUSTOM\nEvent-Subclass: a::b\nunique-id: ${UUID}\nfoo: 1\n\n`)
    expect(await connection.take()).toBe(reply('+OK 00000000-0000-4000-8000-000000000001'))
    expect(session.events).toEqual([
      {
        type: 0,
        subclass: 'a::b',
        headers: [
          ['Command', 'sendevent CUSTOM'],
          ['Event-Subclass', 'a::b'],
          ['unique-id', UUID],
          ['foo', '1'],
          ['Event-UUID', '00000000-0000-4000-8000-000000000001'],
        ],
        body: undefined,
      },
    ])
  })
})

describe('sendevent', () => {
  test.each([
    ['sendeventCUSTOM', true],
    ['sendevent \t CUSTOM', true],
    ['sendeventx CUSTOM', false],
  ])('%j has a routed subclass: %s', async (command, isRouted) => {
    const core = testSwitch()
    const connection = await loggedIn(core)
    connection.send(`event plain CUSTOM a::b\n\n${command}\nEvent-Subclass: a::b\n\n`)
    expect((await connection.take()).includes('\nEvent-Name: CUSTOM\n')).toBe(true)
    connection.send(`nixevent CUSTOM a::b\n\n${command}\nEvent-Subclass: a::b\n\n`)
    expect((await connection.take()).includes('\nEvent-Name: CUSTOM\n')).toBe(!isRouted)
  })
})

describe('sendmsg to a full queue', () => {
  test('ends the connection without a reply', async () => {
    const { connection, session } = await controlling()
    session.isFull = true
    connection.send('sendmsg\ncall-command: hangup\n\n')
    expect(await connection.take()).toBe(disconnectNotice(GOODBYE, session))
  })
})

interface FakeSession extends Session {
  readonly events: FsEvent[]
  sink: ((event: FsEvent) => void) | undefined
  isFull: boolean
  end(): void
}

function fakeSession(): FakeSession {
  const variables: Readonly<Record<string, string>> = { uuid: UUID, tilde: '~value' }
  const callbacks = new Set<() => void>()
  const session: FakeSession = {
    uuid: UUID,
    channelName: 'loopback/9111-a',
    events: [],
    sink: undefined,
    isFull: false,
    variable: (name) => variables[name],
    queueMessage: () => !session.isFull,
    queueEvent: (event) => session.events.push(event) > 0,
    channelData: () => [['Unique-ID', UUID]],
    resume: () => undefined,
    divert(sink) {
      session.sink = sink
    },
    onEnd(callback) {
      callbacks.add(callback)
      return () => void callbacks.delete(callback)
    },
    end() {
      for (const callback of callbacks) callback()
    },
  }
  return session
}

interface Controlling {
  readonly core: SwitchCore
  readonly connection: TestConnection
  readonly session: FakeSession
  readonly timers: ManualTimers
}

async function controlling(): Promise<Controlling> {
  const session = fakeSession()
  const timers = manualTimers()
  const core = testSwitch({ timers, sessions: { locate: (id) => (id === UUID ? session : undefined) } })
  const connection = await loggedIn(core)
  connection.send(`myevents ${UUID} json\n\n`)
  expect(await connection.take()).toBe(reply('+OK Events Enabled'))
  return { core, connection, session, timers }
}

function fire(core: SwitchCore, headers: readonly (readonly [string, string])[]): number {
  return core.fire(toOutgoing({ type: eventType('CHANNEL_ANSWER'), subclass: undefined, headers, body: undefined }))
}
