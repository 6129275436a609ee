import { describe, expect, test } from 'vitest'
import { EVENT_ALL, eventType } from './events/event-types.ts'
import { limitsOf } from './listener-users.ts'
import { loggedIn, reply, testConnection, testSwitch } from './listener-fixture.ts'

const USER = { user: 'esl', domain: 'example', password: 'secret' }

describe('limitsOf()', () => {
  test('without lists everything is allowed', () => {
    const limits = limitsOf(USER)
    expect([limits.mayLog, limits.mayListen(EVENT_ALL), limits.mayListenTo('a::b'), limits.mayRun('status')]).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  test('a list of events names types, and subclasses behind CUSTOM', () => {
    const limits = limitsOf({ ...USER, allowedEvents: 'API,CUSTOM,a::b' })
    expect(limits.mayListen(eventType('API'))).toBe(true)
    expect(limits.mayListen(eventType('HEARTBEAT'))).toBe(false)
    expect(limits.mayListen(EVENT_ALL)).toBe(false)
    expect([limits.mayListenTo('a::b'), limits.mayListenTo('API')]).toEqual([true, false])
  })

  test('a list of all events names no subclass', () => {
    const limits = limitsOf({ ...USER, allowedEvents: 'all' })
    expect([limits.mayListen(EVENT_ALL), limits.mayListenTo('a::b')]).toEqual([true, false])
  })

  test('a wrapper needs the word behind it too, even one that is no command', () => {
    const limits = limitsOf({ ...USER, allowedApi: 'eval bgapi sched_api version' })
    const lines = [
      'version',
      'eval version',
      'eval uptime',
      'bgapi uuid:x version',
      'bgapi status',
      'sched_api +1 none version',
      'eval eval version',
      'eval',
      'all',
    ]
    expect(lines.map((line) => limits.mayRun(line))).toEqual([true, true, false, false, false, false, true, true, false])
  })
})

describe('userauth', () => {
  const users = [USER, { user: 'none', domain: 'example' }]

  test.each(['esl@example:secret', 'esl:secret@example', 'esl:secret@example:other'])('accepts %s', async (login) => {
    const connection = testConnection(testSwitch(), { users })
    connection.send(`userauth ${login}\n\napi echo x\n\n`)
    expect(await connection.take()).toContain(
      'Content-Type: command/reply\nReply-Text: +OK accepted\nAllowed-Events: all\nAllowed-API: all\nAllowed-LOG: true\n\nContent-Type: api/response\n',
    )
  })

  test.each(['esl@example:wrong', 'esl@other:secret', 'esl:secret', 'esl@example', 'none@example:', '@:'])(
    'refuses %s',
    async (login) => {
      const connection = testConnection(testSwitch(), { users })
      connection.send(`userauth ${login}\n\n`)
      expect(await connection.take()).toContain(reply('-ERR invalid'))
      expect(connection.hasEnded).toBe(true)
    },
  )

  test('a refused event leaves those before it, but does not switch events on', async () => {
    const core = testSwitch()
    const connection = testConnection(core, { users: [{ ...USER, allowedEvents: 'API' }] })
    connection.send('userauth esl@example:secret\n\nevent json API HEARTBEAT\n\n')
    expect(await connection.take()).toContain(reply('-ERR permission denied'))
    expect(core.hasAudience).toBe(false)
    connection.send('event API\n\n')
    expect(await connection.take()).toBe(reply('+OK event listener enabled json'))
  })

  test('is not found after a login', async () => {
    const connection = await loggedIn(testSwitch(), { users })
    connection.send('userauth esl@example:secret\n\n')
    expect(await connection.take()).toBe(reply('-ERR command not found'))
  })
})
