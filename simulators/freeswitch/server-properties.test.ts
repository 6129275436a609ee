import fc from 'fast-check'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { loggedIn, testConnection, testSwitch } from './listener-fixture.ts'
import { randomStream } from '../traffic/random.ts'
import { createCalls } from './calls/create-calls.ts'
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

/** Commands that make calls and act on them; a garbled uuid in place of a good one is as good as any. */
const CALL_COMMANDS = [
  'api originate loopback/9111/public &park()\n\n',
  'bgapi originate {origination_uuid=00000000-0000-4000-8000-00000000feed}loopback/9111/public &park()\n\n',
  'myevents 00000000-0000-4000-8000-00000000feed\n\n',
  'sendmsg 00000000-0000-4000-8000-00000000feed\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: tone_stream://%(9,0,1)\nloops: 2\n\n',
  'sendmsg 00000000-0000-4000-8000-00000000feed\ncall-command: execute\nexecute-app-name: set\ncontent-type: text/plain\ncontent-length: 3\n\na=b',
  'api uuid_dump 00000000-0000-4000-8000-00000000feed json\n\n',
  'api uuid_broadcast 00000000-0000-4000-8000-00000000feed tone_stream://%(9,0,1) both\n\n',
  'api uuid_transfer 00000000-0000-4000-8000-00000000feed 9104 XML public\n\n',
  'api uuid_send_dtmf 00000000-0000-4000-8000-00000000feed 12#@9\n\n',
  'api show channels as json\n\n',
  'api uuid_kill 00000000-0000-4000-8000-00000000feed\n\n',
  'connect\n\n',
] as const

const anyCommand = fc.oneof(command, fc.constantFrom(...CALL_COMMANDS))
const MIB = 1 << 20

/** Octets without any sense; long ones are made from a number, as fast-check would take its time. */
const noise = fc.tuple(fc.nat(), fc.constantFrom(1, 100, 10_000, MIB / 8, MIB)).map(([seed, length]) => {
  const random = randomStream('noise', 'octets', seed)
  return Buffer.from(Uint32Array.from({ length: Math.ceil(length / 4) }, () => random.u32()).buffer, 0, length)
})

/** A session of up to a mebibyte in which pieces are changed, cut out or written twice. */
const mutated = fc
  .tuple(
    fc.array(anyCommand, { minLength: 1, maxLength: 40 }),
    fc.constantFrom(1, 1, 1, 400),
    fc.array(fc.tuple(fc.constantFrom('change', 'cut', 'repeat'), fc.nat(), fc.nat(255)), { maxLength: 20 }),
  )
  .map(([commands, times, mutations]) => {
    let octets = Buffer.from(`auth ClueCon\n\n${commands.join('').repeat(times)}`, 'latin1').subarray(0, MIB)
    for (const [what, place, value] of mutations) {
      const at = place % octets.length
      if (what === 'change') octets[at] = value
      else octets = Buffer.concat([octets.subarray(0, what === 'cut' ? at : at + value), octets.subarray(what === 'cut' ? at + value + 1 : at)])
    }
    return octets
  })

/** Opens a connection, writes octets and leaves; what comes back is read and forgotten. */
async function visit(server: StartedEventSocket, octets: Uint8Array): Promise<void> {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  socket.end(octets)
  await once(socket, 'close')
}

describe('the server', () => {
  test('survives any octets, and then serves as before', async () => {
    const core = testSwitch({ epochUs: () => Date.now() * 1000 })
    using calls = createCalls(core)
    await using server = await startEventSocket({ core })
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, mutated, mutated, mutated), (octets) => visit(server, octets)),
      { numRuns: 60 },
    )
    await vi.waitFor(() => expect(server.stats.open).toEqual([]), { timeout: 20_000 })
    expect(core.hasAudience).toBe(false)
    const connection = await loggedIn(core)
    connection.send('api hupall\n\n')
    await vi.waitFor(() => expect(calls.legs.size).toBe(0), { timeout: 20_000 })
    connection.send('api echo still here\n\n')
    expect(await connection.take()).toContain('\n\nstill here')
  }, 120_000)
})
