import { connect, type Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { createFrameParser } from '../codec/parse-frames.ts'
import { disconnectNotice, GOODBYE, RUDE_REJECTION } from '../listener-notice.ts'
import type { EventFormat } from '../events/outgoing.ts'
import { eventType } from '../events/event-types.ts'
import { parseEvent } from '../codec/parse-event.ts'
import { testSwitch } from '../listener-fixture.ts'
import { parseFault } from './parse-fault.ts'
import { startEventSocket } from '../server.ts'
import { FAULTS } from './faults.ts'

/** A client of a server with faults: what it has received, and how its connection ended. */
interface Client extends Disposable {
  readonly socket: Socket
  readonly octets: string
  readonly chunks: readonly Buffer[]
  readonly end: 'open' | 'finished' | 'reset'
}

function open(port: number): Client {
  const socket = connect({ port, host: '127.0.0.1' })
  const chunks: Buffer[] = []
  let end: Client['end'] = 'open'
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('end', () => (end = 'finished'))
  socket.on('error', () => (end = 'reset'))
  return {
    socket,
    chunks,
    get octets() {
      return Buffer.concat(chunks).toString('latin1')
    },
    get end() {
      return end
    },
    [Symbol.dispose]: () => void socket.destroy(),
  }
}

/** Starts a server with a fault and a client that has subscribed. */
async function start(fault: string, format: EventFormat = 'plain') {
  const core = testSwitch()
  const server = await startEventSocket({ core, faults: [parseFault(fault)] })
  const client = open(server.port)
  client.socket.write(`auth ClueCon\n\nevent ${format} HEARTBEAT CUSTOM callstorm::huge\n\n`)
  await vi.waitFor(() => expect(core.hasAudience).toBe(true))
  const fire = (count: number): void => {
    for (let n = 1; n <= count; n++) {
      const headers = [...core.baseHeaders('HEARTBEAT', { file: 'x.c', function: 'f', line: 1 }), ['N', String(n)] as const]
      core.fireEvent({ type: eventType('HEARTBEAT'), subclass: undefined, headers, body: undefined })
    }
    core.flush()
  }
  return {
    core,
    server,
    client,
    fire,
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

const within = { timeout: 5000 }
const subscribed = (format: EventFormat): string => `+OK event listener enabled ${format}\n\n`

/** Texts of the event frames that came, each checked to be framed as its header says. */
function texts({ octets }: Client): string[] {
  const frames = createFrameParser({ headerOctets: 1 << 22 }).push(Buffer.from(octets, 'latin1'))
  return frames.flatMap(({ headers, body }) => (headers.some(([, value]) => value.startsWith('text/')) ? [body ?? ''] : []))
}

const numbers = (client: Client): (string | undefined)[] => texts(client).map((text) => /\bN(?:"?: ?"?|>)(\d+)/.exec(text)?.[1])

describe('faults of the connection', () => {
  test('fin ends it in order, without a notice', async () => {
    await using rig = await start('fin@event:3')
    rig.fire(3)
    await vi.waitFor(() => expect(rig.client.end).toBe('finished'), within)
    expect(numbers(rig.client)).toEqual(['1', '2', '3'])
  })

  test('rst resets it', async () => {
    await using rig = await start('rst')
    rig.fire(1)
    await vi.waitFor(() => expect(rig.client.end).toBe('reset'), within)
  })

  test('half-open says nothing more, not even to commands', async () => {
    await using rig = await start('half-open@event:2')
    rig.fire(2)
    await vi.waitFor(() => expect(numbers(rig.client)).toEqual(['1', '2']), within)
    const before = rig.client.octets
    rig.client.socket.write('api echo hello\n\n')
    rig.fire(5)
    await vi.waitFor(() => expect(rig.server.stats.open[0]?.octets).toBeGreaterThan(before.length + 100), within)
    expect(rig.client.octets).toBe(before)
    expect(rig.client.end).toBe('open')
  })

  test('stall sends everything after its time, in order', async () => {
    await using rig = await start('stall=300ms')
    rig.fire(1)
    rig.fire(9)
    expect(numbers(rig.client).length).toBeLessThan(10)
    await vi.waitFor(() => expect(numbers(rig.client)).toHaveLength(10), within)
  })

  test.each(['split', 'split=7', 'split-at=3', 'coalesce=2KiB', 'dribble=1ms'])('%s changes no octet', async (fault) => {
    await using plain = await start('unknown-header@event:99')
    await using rig = await start(fault)
    plain.fire(2)
    rig.fire(2)
    await vi.waitFor(() => expect(numbers(plain.client)).toEqual(['1', '2']), within)
    await vi.waitFor(() => expect(rig.client.octets).toBe(plain.client.octets), within)
  })

  test('split hands each octet to the kernel on its own', async () => {
    await using rig = await start('split')
    rig.fire(1)
    await vi.waitFor(() => expect(numbers(rig.client)).toEqual(['1']), within)
    expect(rig.client.chunks.length).toBeGreaterThan(20)
  })

  test('restart says so, closes the port and opens it again', async () => {
    await using rig = await start('restart=100ms')
    rig.fire(1)
    await vi.waitFor(() => expect(rig.client.end).toBe('finished'), within)
    expect(rig.client.octets.endsWith(disconnectNotice('The system is being shut down.\n', undefined))).toBe(true)
    await vi.waitFor(async () => {
      using again = open(rig.server.port)
      await vi.waitFor(() => expect(again.octets).toContain('auth/request'), { timeout: 500 })
    }, within)
  })

  test('strikes the first connections only', async () => {
    await using rig = await start('fin#1')
    rig.fire(1)
    await vi.waitFor(() => expect(rig.client.end).toBe('finished'), within)
    using second = open(rig.server.port)
    second.socket.write('auth ClueCon\n\nevent plain HEARTBEAT\n\n')
    await vi.waitFor(() => expect(second.octets).toContain('+OK event'), within)
    rig.fire(2)
    await vi.waitFor(() => expect(numbers(second)).toEqual(['1', '2']), within)
    expect(second.end).toBe('open')
  })
})

describe('faults at the door', () => {
  test('wrong-password refuses the right one, once', async () => {
    await using server = await startEventSocket({ core: testSwitch(), faults: [parseFault('wrong-password')] })
    using first = open(server.port)
    first.socket.write('auth ClueCon\n\n')
    await vi.waitFor(() => expect(first.octets).toContain(`-ERR invalid\n\n${disconnectNotice(GOODBYE, undefined)}`), within)
    using second = open(server.port)
    second.socket.write('auth ClueCon\n\n')
    await vi.waitFor(() => expect(second.octets).toContain('+OK accepted'), within)
  })

  test('acl-rejection turns the address away as often as it is told', async () => {
    await using server = await startEventSocket({ core: testSwitch(), faults: [parseFault('acl-rejection#2')] })
    for (let n = 0; n < 2; n++) {
      using client = open(server.port)
      await vi.waitFor(() => expect(client.octets).toBe(RUDE_REJECTION), within)
    }
    using third = open(server.port)
    await vi.waitFor(() => expect(third.octets).toContain('auth/request'), within)
    expect(server.stats).toMatchObject({ rejected: 2, accepted: 1 })
  })
})

describe.each(['plain', 'json', 'xml'] as const)('faults of %s events', (format) => {
  test('truncated ends the connection in the middle of a frame', async () => {
    await using rig = await start('truncated@event:2', format)
    rig.fire(2)
    await vi.waitFor(() => expect(rig.client.end).toBe('finished'), within)
    expect(rig.client.octets).not.toContain('disconnect-notice')
    const behind = rig.client.octets.slice(rig.client.octets.indexOf(subscribed(format)))
    expect(behind.match(/Content-Length: \d+\nContent-Type: text/g)).toHaveLength(2)
  })

  test.each([
    ['duplicate@event:2', ['1', '2', '2', '3']],
    ['reorder@event:2', ['1', '3', '2', '4']],
    ['sequence-gap=1000@event:2', ['1', '2', '3']],
    ['unknown-event@event:2', ['1', '2', '2', '3']],
    ['unknown-content-type@event:2', ['1', undefined, '2', '3']],
    ['huge-body=2MiB@event:2', ['1', undefined, '2', '3']],
  ])('%s writes %j', async (fault, expected) => {
    await using rig = await start(fault, format)
    rig.fire(expected.at(-1) === '4' ? 4 : 3)
    await vi.waitFor(() => expect(numbers(rig.client)).toEqual(expected), within)
  })

  test.each([
    ['unknown-header', 'X-Callstorm-Unknown', 'unknown'],
    ['newline-value', 'X-Callstorm-Newline', 'one\nEvent-Name: FORGED\n\ntwo'],
    ['invalid-utf8', 'X-Callstorm-Octets', '\xff\xfe\xc3('],
    ['huge-header=100KiB', 'X-Callstorm-Huge', 'x'.repeat(102_400)],
  ])('%s gives an event one more header', async (fault, name, value) => {
    await using rig = await start(fault, format)
    rig.fire(2)
    await vi.waitFor(() => expect(numbers(rig.client)).toEqual(['1', '2']), within)
    const [first = '', second = ''] = texts(rig.client)
    const event = parseEvent(first, format)
    expect(event.headers[0]).toEqual(['Event-Name', 'HEARTBEAT'])
    expect(event.headers[1]).toEqual([name, value])
    expect(second).not.toContain(name)
  })

  test.each([
    ['bad-percent', '100%zz%'],
    ['colon-value', 'one: two: three'],
    ['control-bytes', 'a\x01b\x0bc\x1fd'],
  ])('%s writes its value as it stands', async (fault, value) => {
    await using rig = await start(`${fault}@every:2`, format)
    rig.fire(4)
    await vi.waitFor(() => expect(numbers(rig.client)).toEqual(['1', '2', '3', '4']), within)
    expect(texts(rig.client).map((text) => text.includes(value))).toEqual([false, true, false, true])
  })

  test('wrong-length lies about the length of one frame', async () => {
    await using rig = await start('wrong-length=-4', format)
    rig.fire(1)
    const [, length = '0', text = ''] = await vi.waitFor(() => {
      const frame = /Content-Length: (\d+)\nContent-Type: text\/event-\w+\n\n([^]+)$/.exec(rig.client.octets)
      expect(frame).not.toBeNull()
      return frame ?? []
    }, within)
    expect(text.length - Number(length)).toBe(4)
  })

  test('sequence-gap and clock-jump last', async () => {
    await using plain = await start('sequence-gap=1000@event:2', format)
    plain.fire(3)
    await vi.waitFor(() => expect(numbers(plain.client)).toHaveLength(3), within)
    const header = (name: string): string[] =>
      texts(plain.client).map((text) => String(parseEvent(text, format).headers.find(([known]) => known === name)?.[1]))
    expect(header('Event-Sequence').map(Number).map((n, index, all) => n - (all[0] ?? 0) - index)).toEqual([0, 1000, 1000])

    await using jump = await start('clock-jump=1h@event:2', format)
    jump.fire(3)
    await vi.waitFor(() => expect(numbers(jump.client)).toHaveLength(3), within)
    const events = texts(jump.client).map((text) => Object.fromEntries(parseEvent(text, format).headers) as Record<string, string>)
    expect(events.map((event) => new Date(String(event['Event-Date-GMT'])).getUTCMinutes())).toEqual([57, 57, 57])
    const [first = 0, second, third] = events.map((event) => Number(event['Event-Date-Timestamp']))
    expect([second, third]).toEqual([first + 3600e6, first + 3600e6])
  })
})

test('every fault is spoken of here', async () => {
  const { readFileSync } = await import('node:fs')
  const source = readFileSync(new URL(import.meta.url), 'utf8')
  expect(FAULTS.map(({ name }) => name).filter((name) => !source.includes(name))).toEqual([])
})
