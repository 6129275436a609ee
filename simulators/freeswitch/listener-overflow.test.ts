import { describe, expect, test } from 'vitest'
import { disconnectNotice, LOST_EVENTS, LOST_LOG_LINES } from './listener-notice.ts'
import { eventType } from './events/event-types.ts'
import { framesOf, heartbeat, loggedIn, reply, testSwitch } from './listener-fixture.ts'

describe('createListener() with a client that reads nothing', () => {
  const bounds = { socketBound: 2000, queueLimit: 5, maxMissed: 2 }

  test('queues, and delivers everything in order when the client reads again', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core, { socketBound: 2000 })
    connection.send('event plain HEARTBEAT\n\n')
    await connection.take()
    connection.isStuck = true
    for (let n = 1; n <= 200; n++) core.fire(heartbeat(n))
    await connection.settle()
    const { sent, queued } = connection.listener.stats
    expect([sent + queued, queued > 150]).toEqual([200, true])
    connection.isStuck = false
    const numbers = framesOf(await connection.take()).map(({ body }) => /^N: (\d+)/.exec(body ?? '')?.[1])
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, i) => String(i + 1)))
    expect(connection.listener.stats).toMatchObject({ sent: 200, queued: 0, lost: 0, killed: false })
  })

  test('loses what the queue cannot hold, and is killed inside a frame at one loss too many', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core, bounds)
    connection.send('event plain HEARTBEAT\n\n')
    await connection.take()
    connection.isStuck = true
    const frame = heartbeat(1).frameLimit('plain')
    for (let n = 0; connection.listener.stats.queued < bounds.queueLimit && n < 100; n++) core.fire(heartbeat(0))
    const { sent } = connection.listener.stats
    expect([core.fire(heartbeat(0)), core.fire(heartbeat(0))]).toEqual([0, 0])
    expect(connection.listener.stats).toMatchObject({ lost: 2, killed: false })
    core.fire(heartbeat(0))
    const octets = await connection.take()
    const notice = disconnectNotice(LOST_EVENTS, undefined)
    expect(octets.endsWith(notice)).toBe(true)
    expect(octets.length - notice.length).toBe(sent * frame + Math.ceil(frame / 2))
    expect(connection.listener.stats).toMatchObject({ sent, lost: 3, killed: true })
    expect(connection.hasEnded).toBe(true)
    expect(core.fire(heartbeat(0))).toBe(0)
  })

  test('counts losses in a row only', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core, { ...bounds, socketBound: undefined })
    connection.send('event plain HEARTBEAT\n\nap')
    await connection.take()
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < bounds.queueLimit; n++) expect(core.fire(heartbeat(0))).toBe(1)
      expect([core.fire(heartbeat(0)), core.fire(heartbeat(0))]).toEqual([0, 0])
      connection.send('i echo x\n\n')
      await connection.settle()
      connection.send('ap')
    }
    expect(connection.listener.stats).toMatchObject({ lost: 8, killed: false })
  })

  test('is killed because of log lines too', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core, bounds)
    connection.send('log debug\n\nap')
    for (let n = 0; n < 8; n++) core.log({ level: 7, file: 'f.c', function: 'f', line: 1, message: 'x\n' })
    expect(await connection.take()).toBe(
      `${reply('+OK log level debug [7]')}${disconnectNotice(LOST_LOG_LINES, undefined)}`,
    )
  })

  test('writes a frame that is larger than its buffers', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core)
    connection.send('event plain all\n\n')
    await connection.take()
    const body = 'b'.repeat(3_000_000)
    core.fireEvent({ type: eventType('MESSAGE'), subclass: undefined, headers: [], body })
    core.fire(heartbeat(7))
    const frames = framesOf(await connection.take())
    expect(frames[0]?.body).toBe(`Content-Length: 3000000\n\n${body}`)
    expect(frames[1]?.body).toContain('N: 7\n')
  })
})
