import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createFrameParser } from './codec/parse-frames.ts'
import { disconnectNotice, GOODBYE, RUDE_REJECTION } from './listener-notice.ts'
import { eventType } from './events/event-types.ts'
import { reply, testSwitch } from './listener-fixture.ts'
import { startEventSocket } from './server.ts'
import { toOutgoing } from './codec/fs-outgoing.ts'
import type { AddressInfo, Socket } from 'node:net'

describe('startEventSocket()', () => {
  test('serves a client over TCP until it says exit', async () => {
    await using server = await startEventSocket({ core: testSwitch(), password: '' })
    const client = connect(server.port, '127.0.0.1')
    client.write('auth ClueCon\n\napi echo hello\n\nexit\n\n')
    expect(await everything(client)).toBe(
      `Content-Type: auth/request\n\n${reply('+OK accepted')}Content-Type: api/response\nContent-Length: 5\n\nhello` +
        reply('+OK bye') +
        disconnectNotice(GOODBYE, undefined),
    )
    expect(server.stats.accepted).toBe(1)
  })

  test('answers a client that has ended its side', async () => {
    await using server = await startEventSocket({ core: testSwitch() })
    const client = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true })
    client.end('auth ClueCon\n\napi echo late\n\n')
    expect(await everything(client)).toContain(`\n\nlate${disconnectNotice(GOODBYE, undefined)}`)
  })

  test('turns away a peer that one of the lists does not allow', async () => {
    await using server = await startEventSocket({
      core: testSwitch(),
      accessLists: ['127.0.0.0/8', '10.0.0.0/8,192.168.0.0/16'],
    })
    expect(await everything(connect(server.port, '127.0.0.1'))).toBe(RUDE_REJECTION)
    expect(server.stats).toMatchObject({ accepted: 0, rejected: 1 })
  })

  test('names the address that it cannot bind', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    await expect(startEventSocket({ core: testSwitch(), listenPort: port })).rejects.toThrow(
      `current value is "127.0.0.1:${port}"`,
    )
    taken.close()
  })

  test('tries again until the port is free', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const starting = startEventSocket({ core: testSwitch(), listenPort: port, stopOnBindError: false })
    // The first attempt takes no longer than this to fail.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    taken.close()
    await using server = await starting
    expect(server.port).toBe(port)
  })

  test('stops trying when it is aborted', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const abort = new AbortController()
    const starting = startEventSocket({
      core: testSwitch(),
      listenPort: port,
      stopOnBindError: false,
      signal: abort.signal,
    })
    abort.abort()
    await expect(starting).rejects.toThrow('aborted')
    taken.close()
  })

  test('ends its clients with a notice when it is disposed, twice without harm', async () => {
    const server = await startEventSocket({ core: testSwitch() })
    const client = connect(server.port, '127.0.0.1')
    await once(client, 'data')
    await Promise.all([server[Symbol.asyncDispose](), server[Symbol.asyncDispose]()])
    await once(client.resume(), 'close')
    expect(client.destroyed).toBe(true)
  })

  test('keeps several nodes apart', async () => {
    const [one, two] = [testSwitch(), testSwitch()]
    await using first = await startEventSocket({ core: one })
    await using second = await startEventSocket({ core: two })
    one.globals.set('x', '1')
    expect([two.globals.get('x'), one.nextSequence(), two.nextSequence()]).toEqual([undefined, 1, 1])
    expect(first.port).not.toBe(second.port)
  })

  test('delivers every octet of a burst that is larger than all buffers', async () => {
    const core = testSwitch()
    await using server = await startEventSocket({ core, limits: { socketBound: 100_000 } })
    const client = connect(server.port, '127.0.0.1')
    const parser = createFrameParser()
    const bodies: (string | undefined)[] = []
    client.on('data', (chunk: Buffer) => {
      for (const frame of parser.push(chunk)) bodies.push(frame.body)
      if (bodies.length === COUNT + 3) client.end()
    })
    client.write('auth ClueCon\n\nevent plain HEARTBEAT\n\n')
    while (!core.hasAudience) await once(client, 'data')
    for (let n = 0; n < COUNT; n++) {
      const headers = [
        ['N', String(n)],
        ['Pad', 'x'.repeat(n % 3000)],
      ] as const
      core.fire(toOutgoing({ type: eventType('HEARTBEAT'), subclass: undefined, headers, body: undefined }))
    }
    core.flush()
    expect(server.stats.open[0]?.queued).toBeGreaterThan(0)
    await once(client, 'close')
    expect(bodies.slice(3, 3 + COUNT).map((body) => Number(/^N: (\d+)/.exec(body ?? '')?.[1]))).toEqual(
      Array.from({ length: COUNT }, (_, n) => n),
    )
  })
})

/** Frames of about 30 MB together. */
const COUNT = 20_000

async function everything(client: Socket): Promise<string> {
  let octets = ''
  client.on('data', (chunk: Buffer) => {
    octets += chunk.toString('latin1')
  })
  await once(client, 'end')
  client.end()
  return octets
}
