import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameHeaderValue } from './codec/parse-frames.ts'
import { disconnectNotice, GOODBYE } from './listener-notice.ts'
import { framesOf, heartbeat, loggedIn, manualTimers, reply, testConnection, testSwitch } from './listener-fixture.ts'
import type { SwitchListener } from './switch-core.ts'

const NOTICE = disconnectNotice(GOODBYE, undefined)

describe('createListener() before authentication', () => {
  test('greets, refuses commands, and lets log in afterwards', async () => {
    const connection = testConnection(testSwitch())
    connection.send('api status\n\nauth\n\nauth ClueCon\n\nauth ClueCon\n\n')
    expect(await connection.take()).toBe(
      'Content-Type: auth/request\n\n' +
        reply('-ERR command not found').repeat(2) +
        reply('+OK accepted') +
        reply('-ERR command not found'),
    )
  })

  test('ends behind a wrong password, and ignores what follows', async () => {
    const connection = testConnection(testSwitch())
    connection.send('auth cluecon\n\nauth ClueCon\n\n')
    expect(await connection.take()).toBe(`Content-Type: auth/request\n\n${reply('-ERR invalid')}${NOTICE}`)
    expect(connection.hasEnded).toBe(true)
  })

  test('ends when the first command does not come in time, and never after it', async () => {
    const timers = manualTimers()
    const core = testSwitch({ timers })
    const silent = testConnection(core)
    expect(timers.waiting).toEqual([25_000])
    const bogus = testConnection(core)
    bogus.send('bogus\n\n')
    const typing = testConnection(core)
    typing.send('\n\nauth Clue')
    timers.fire()
    expect(await silent.take()).toContain(NOTICE)
    expect(await typing.take()).toContain(NOTICE)
    expect(bogus.hasEnded).toBe(false)
  })

  test('does not end while the body of the first command is awaited', () => {
    const timers = manualTimers()
    const connection = testConnection(testSwitch({ timers }))
    connection.send('auth ClueCon\nContent-Length: 5\n\nab')
    timers.fire()
    expect(connection.hasEnded).toBe(false)
  })
})

describe('createListener() with commands', () => {
  test('gives the same replies for any split of a session', async () => {
    const session =
      'auth ClueCon\n\nevent json CUSTOM a::b\r\n\r\nsendevent CUSTOM\nEvent-Subclass: a::b\nContent-Length: 4\n\nbodyapi echo one\n\n' +
      '\n\nfilter X 1\n\nbgapi echo two\nJob-UUID: j\n\nevent xml BACKGROUND_JOB\n\nsendevent CUSTOM\nEvent-Subclass: a::b\nX: 1\n\nlog err\n\n' +
      'nixevent API\n\nsendmsg nobody\n\nmyevents x y\n\nlinger\n\nnolog\n\nexit\n\n'
    const whole = repliesOf(await run([session]))
    expect(whole).toHaveLength(17)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: session.length - 1 }), { maxLength: 12 }), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), session.length]
        const parts = edges.slice(1).map((edge, i) => session.slice(edges[i], edge))
        expect(repliesOf(await run(parts))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  test('survives any octets', async () => {
    const word = fc.constantFrom(
      'api ',
      'bgapi ',
      'event ',
      'json',
      ' CUSTOM',
      'filter ',
      'delete',
      'log ',
      'sendevent',
      'sendmsg ',
      'userauth a@b:c',
      'myevents ',
      'status',
      'show channels as ',
      'regex ',
      'expr ',
      '((',
      'cond 1',
      'sched_api +1 a ',
      'eval ${a}',
      '\n',
      '\r',
      '\n\n',
      ':',
      ' ',
      '\0',
      '~',
      'Content-Length: 2\n',
      'A[9]: x\n',
      'console_execute: true\n',
      '/([/',
      '[',
    )
    const octet = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(word, octet), { maxLength: 60 }), async (parts) => {
        const connection = await loggedIn(testSwitch({ timers: manualTimers() }))
        connection.send(`event plain all\n\n${parts.join('')}`)
        connection.listener.receiveEnd()
        expect(await connection.take()).toMatch(/^Content-Type: command\/reply\n/)
      }),
      { numRuns: 300 },
    )
  })

  test('cuts a reply at 511 octets and writes a text that starts with ~ as it stands', async () => {
    const connection = await loggedIn(testSwitch())
    connection.send(`filter N ${'x'.repeat(600)}\n\n`)
    expect(await connection.take()).toBe(reply(`+OK filter added. [N]=[${'x'.repeat(511 - 23)}`))
  })

  test('answers what came before the client ended its side, then ends', async () => {
    const connection = await loggedIn(testSwitch())
    connection.send('api echo 1\n\napi echo 2\n\nhalf')
    connection.listener.receiveEnd()
    expect(await connection.take()).toBe(`${api('1')}${api('2')}${NOTICE}`)
  })

  test('ends without a reply at a length out of range', async () => {
    const connection = await loggedIn(testSwitch())
    connection.send('api echo 1\nContent-Length: -1\n\n')
    expect(await connection.take()).toBe(NOTICE)
  })

  test('waits for its jobs before it ends', async () => {
    const timers = manualTimers()
    const connection = await loggedIn(testSwitch({ timers }))
    connection.send('bgapi msleep 2000\nJob-UUID: j\n\nexit\n\n')
    expect(await connection.take()).toBe(`${reply('+OK Job-UUID: j\nJob-UUID: j')}${reply('+OK bye')}`)
    timers.fire()
    expect(await connection.take()).toBe(NOTICE)
  })

  test('runs a command that takes its time before the next one', async () => {
    const timers = manualTimers()
    const connection = await loggedIn(testSwitch({ timers }))
    connection.send('api msleep 1000\n\napi echo next\n\n')
    expect(await connection.take()).toBe('')
    timers.fire()
    expect(await connection.take()).toBe(`${api('+OK')}${api('next')}`)
  })

  test('unloads the module when a packet only mentions that', async () => {
    const core = testSwitch()
    const other = testConnection(core)
    const connection = await loggedIn(core)
    connection.send('api echo hi\nx: RELOAD mod_event_socket\n\n')
    const notice = disconnectNotice('The system is being shut down.\n', undefined)
    expect(await connection.take()).toBe(`${api('+OK Job-UUID: 00000000-0000-4000-8000-000000000001\n')}${notice}`)
    expect(await other.take()).toBe(`Content-Type: auth/request\n\n${notice}`)
  })
})

describe('createListener() with events', () => {
  test('writes the reply before the event of its own command', async () => {
    const connection = await loggedIn(testSwitch())
    connection.send('event plain CUSTOM\n\nsendevent NOPE\nA: 1\n\n')
    const frames = framesOf(await connection.take())
    expect(frames.map((frame) => frameHeaderValue(frame, 'content-type'))).toEqual([
      'command/reply',
      'command/reply',
      'text/event-plain',
    ])
    expect(frames[2]?.body).toMatch(/^Command: sendevent%20NOPE\nA: 1\nEvent-UUID: .*\nEvent-Name: CUSTOM\n/)
  })

  test('holds events back while a command is half typed, in the format of the moment of writing', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core)
    connection.send('event plain all\n\nevent js')
    await connection.take()
    expect(core.fire(heartbeat(1))).toBe(1)
    expect(await connection.take()).toBe('')
    connection.send('on ALL\n\n')
    expect(framesOf(await connection.take()).map((frame) => frameHeaderValue(frame, 'content-type'))).toEqual([
      'command/reply',
      'text/event-json',
    ])
  })

  test('writes one log line, then events, then the other log lines', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core)
    connection.send('event plain all\n\nlog debug\n\nap')
    await connection.take()
    core.fire(heartbeat(1))
    for (const message of ['one\n', 'two\n']) core.log({ level: 7, file: 'f.c', function: 'f', line: 1, message })
    core.fire(heartbeat(2))
    connection.send('i echo x\n\n')
    const types = framesOf(await connection.take()).map((frame) => frameHeaderValue(frame, 'content-type'))
    expect(types.slice(0, 5)).toEqual([
      'api/response',
      'log/data',
      'text/event-plain',
      'text/event-plain',
      'text/event-plain',
    ])
    expect(types.at(-1)).toBe('log/data')
  })

  test('noevents drops what waits', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core)
    connection.send('event plain all\n\nnoev')
    core.fire(heartbeat(1))
    await connection.take()
    connection.send('ents\n\n')
    expect(await connection.take()).toBe(reply('+OK no longer listening for events'))
    expect(core.hasAudience).toBe(false)
  })

  test('serves the newest connection first', () => {
    const core = testSwitch()
    const order: string[] = []
    const listener = (name: string): SwitchListener => ({
      offer: () => order.push(name) > 0,
      offerLog: () => undefined,
      hasEvents: true,
      flush: () => undefined,
      disconnect: () => undefined,
    })
    core.attach(listener('old'))
    core.attach(listener('new'))
    expect(core.fire(heartbeat(1))).toBe(2)
    expect(order).toEqual(['new', 'old'])
  })
})

async function run(parts: readonly string[]): Promise<string> {
  const connection = testConnection(testSwitch())
  for (const part of parts) connection.send(part)
  return connection.take()
}

/** Everything but events: where these fall between replies depends on when octets arrive. */
function repliesOf(octets: string): readonly unknown[] {
  return framesOf(octets).filter((frame) => !frameHeaderValue(frame, 'content-type')?.startsWith('text/event'))
}

function api(body: string): string {
  return `Content-Type: api/response\nContent-Length: ${body.length}\n\n${body}`
}
