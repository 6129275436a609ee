import fc from 'fast-check'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test, vi } from 'vitest'
import { heartbeat, loggedIn, testConnection, testSwitch } from './listener-fixture.ts'
import { startEventSocket, type StartedEventSocket } from './server.ts'

/** Commands that need no call and take no time. */
const COMMANDS = [
  'auth ClueCon\n\n',
  'auth wrong\r\n\r\n',
  'event plain ALL\n\n',
  'event json CUSTOM a::b c::d\n\n',
  'event xml HEARTBEAT API\n\n',
  'nixevent HEARTBEAT\n\n',
  'noevents\n\n',
  'filter N /^(a+)+$/\n\n',
  'filter delete all\n\n',
  'api echo hello\n\n',
  'api status\nconsole_execute: true\n\n',
  'bgapi echo x\nJob-UUID: 7\n\n',
  'sendevent CUSTOM\nEvent-Subclass: a::b\nX: ARRAY::a|:b\ncontent-length: 5\n\nhello',
  'sendmsg 1234\ncall-command: hangup\n\n',
  'log 7\n\n',
  'nolog\n\n',
  'linger 3\n\n',
  'myevents nosuch\n\n',
  'divert_events on\n\n',
  'getvar x\n\n',
  '\n\r\n',
  'nonsense\n\n',
] as const

const command = fc.constantFrom(...COMMANDS)
const session = fc.array(command, { minLength: 1, maxLength: 12 }).map((commands) => commands.join(''))

/** Cuts at these offsets, taken modulo the length. */
function cut(text: string, offsets: readonly number[]): string[] {
  const at = [...new Set(offsets.map((offset) => offset % text.length))].sort((a, b) => a - b)
  return [0, ...at].map((from, index) => text.slice(from, at[index]))
}

describe('a session', () => {
  test('gets the same octets however it is split', async () => {
    const play = async (pieces: readonly string[]): Promise<string> => {
      const connection = testConnection(testSwitch())
      connection.send('auth ClueCon\n\n')
      for (const piece of pieces) if (piece !== '') connection.send(piece)
      await connection.settle()
      return connection.written
    }
    await fc.assert(
      fc.asyncProperty(session, fc.array(fc.nat(), { maxLength: 30 }), async (text, offsets) => {
        // Events and log lines may come between other replies: what the client asked for is compared on its own.
        const replies = (octets: string): string[] => octets.match(/Reply-Text: .*|api\/response[^]*?\n\n/g) ?? []
        expect(replies(await play(cut(text, offsets)))).toEqual(replies(await play([text])))
      }),
      { numRuns: 150 },
    )
  })

  test('gets the same octets octet by octet', async () => {
    const text = COMMANDS.filter((one) => !/wrong|ALL|log 7|API/.test(one)).join('')
    const connection = await loggedIn(testSwitch())
    const whole = await loggedIn(testSwitch())
    for (const octet of text) connection.send(octet)
    whole.send(text)
    expect(await connection.take()).toBe(await whole.take())
  })
})

/** Octets of a session with some of them changed, or octets without any sense. */
const garbage = fc.oneof(
  fc.uint8Array({ maxLength: 4096 }).map((octets) => Buffer.from(octets)),
  fc
    .tuple(fc.array(command, { minLength: 1, maxLength: 40 }), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }), fc.constantFrom(1, 1, 1, 400))
    .map(([commands, changes, times]) => {
      const octets = Buffer.from(`auth ClueCon\n\n${commands.join('').repeat(times)}`, 'latin1').subarray(0, 1 << 20)
      for (const [offset, value] of changes) octets[offset % octets.length] = value
      return octets
    }),
)

/** Opens a connection, writes octets and leaves; what comes back is read and forgotten. */
async function visit(server: StartedEventSocket, octets: Uint8Array): Promise<void> {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  socket.end(octets)
  await once(socket, 'close')
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Octets in use after everything that can go has gone. */
async function heap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    collectGarbage()
  }
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
}

const MIB = 1 << 20
/** The port keeps no more waiting than this. */
const AT_ONCE = 5
const within = { timeout: 20_000 }

describe('the server', () => {
  test('survives any octets, and keeps neither connection nor memory', async () => {
    await using server = await startEventSocket({ core: testSwitch() })
    const check = async (numRuns: number): Promise<void> => {
      await fc.assert(
        fc.asyncProperty(garbage, (octets) => visit(server, octets)),
        { numRuns },
      )
      await vi.waitFor(() => expect(server.stats.open).toEqual([]), within)
    }
    await check(10)
    const before = await heap()
    await check(30)
    expect((await heap()) - before).toBeLessThan(16 * MIB)
    await visit(server, Buffer.from('auth ClueCon\n\n'))
    expect(server.stats.open).toEqual([])
  }, 60_000)

  test('gives back what a thousand listeners took that connect, subscribe and drop', async () => {
    const core = testSwitch()
    await using server = await startEventSocket({ core })
    const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
    const round = async (count: number): Promise<void> => {
      for (let done = 0; done < count; done += AT_ONCE) {
        const clients = Array.from({ length: AT_ONCE }, (): Socket => connect(server.port, '127.0.0.1'))
        for (const client of clients) {
          client.on('error', () => {})
          client.resume()
          client.write('auth ClueCon\n\nevent plain ALL\n\nfilter N /1/\n\nlog 7\n\n')
        }
        await vi.waitFor(() => expect(server.stats.open.filter(({ octets }) => octets > 150)).toHaveLength(AT_ONCE), { ...within, interval: 2 })
        core.fire(heartbeat(1))
        core.flush()
        for (const client of clients) client.destroy()
        await vi.waitFor(() => expect(server.stats.open).toEqual([]), { ...within, interval: 2 })
      }
    }
    await round(200)
    const before = { heap: await heap(), sockets: sockets() }
    await round(1000)
    expect(server.stats.accepted).toBe(1200)
    expect(core.hasAudience).toBe(false)
    expect((await heap()) - before.heap).toBeLessThan(8 * MIB)
    await vi.waitFor(() => expect(sockets()).toBeLessThanOrEqual(before.sockets), within)
  }, 60_000)
})
