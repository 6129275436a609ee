import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { type Connect, connectTcp } from './connect.ts'
import { clock, errorOf, openClient, post } from './testing/open-client.ts'
import { NO_CONTENT, type RawRequest, startRawServer } from './testing/raw-server.ts'

describe('createHttpClient()', () => {
  test('createHttpClient() posts each body once, from its own address, over one kept connection', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    await using client = openClient(server.url)
    for (const body of ['a=1', 'b=2', 'c=3']) {
      expect(await post(client, body)).toMatchObject({ outcome: { kind: 'replied', status: 204 }, written: true })
    }
    expect(server.requests.map(({ body, from, connection }) => [body, from, connection])).toEqual([
      ['a=1', '127.0.0.11', 1],
      ['b=2', '127.0.0.11', 1],
      ['c=3', '127.0.0.11', 1],
    ])
    expect(server.requests[0]?.head).toMatch(/^POST \/events\?authkey=secret HTTP\/1\.1\r\n/)
  })

  test('createHttpClient() stamps due, submitted, granted, written and settled in this order', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    await using client = openClient(server.url)
    const dueUs = clock.nowUs() - 1000
    const { post: stamps } = await post(client, 'a=1', dueUs)
    const order = [stamps.dueUs, stamps.submittedUs, stamps.grantedUs, stamps.writtenUs, stamps.settledUs]
    expect(order[0]).toBe(dueUs)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(stamps.octets).toBe((server.requests[0]?.head.length ?? 0) + 4 + 3)
  })

  test('createHttpClient() opens no more connections than its bound and queues the rest in order', async () => {
    const held: Socket[] = []
    await using server = await startRawServer((socket) => void held.push(socket))
    await using client = openClient(server.url, { maxConnections: 2 })
    const all = ['a', 'b', 'c', 'd', 'e'].map((body) => post(client, body))
    await vi.waitFor(() => expect(held.length).toBe(2))
    expect([client.connections, client.queued]).toEqual([2, 3])
    while (server.requests.length < 5) {
      const seen = server.requests.length
      held.shift()?.write(NO_CONTENT)
      await vi.waitFor(() => expect(server.requests.length).toBe(seen + 1))
    }
    for (const socket of held) socket.write(NO_CONTENT)
    const settled = await Promise.all(all)
    expect(server.requests.map(({ body }) => body)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(server.accepted).toBe(2)
    // What waited for a connection says so apart from what was late in being submitted.
    const waited = settled[4]?.post
    expect((waited?.grantedUs ?? 0) - (waited?.submittedUs ?? 0)).toBeGreaterThan(0)
  })

  test('createHttpClient() fails a POST at once when too many wait', async () => {
    await using server = await startRawServer(() => {})
    await using client = openClient(server.url, { maxConnections: 1, maxQueued: 1 })
    const first = post(client)
    await vi.waitFor(() => expect(server.requests.length).toBe(1))
    const second = post(client)
    expect(errorOf(await post(client))).toBe('Cannot post an event as at most 1 may wait for a connection')
    await client[Symbol.asyncDispose]()
    expect([(await first).outcome.kind, (await second).outcome.kind]).toEqual(['aborted', 'aborted'])
  })

  test('createHttpClient() records a timeout at the limit itself and goes on with another connection', async () => {
    await using server = await startRawServer((socket, { connection }) => {
      if (connection > 1) socket.write(NO_CONTENT)
    })
    await using client = openClient(server.url, { maxConnections: 1, timeoutUs: 300_000 })
    const late = await post(client)
    expect(late.outcome).toEqual({ kind: 'timeout' })
    expect(late.written).toBe(true)
    expect(late.post.settledUs - late.post.dueUs).toBeCloseTo(300_000, 3)
    expect((await post(client)).outcome).toEqual({ kind: 'replied', status: 204 })
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2])
  })

  test('createHttpClient() times out a POST that never got a connection, without writing it', async () => {
    await using server = await startRawServer(() => {})
    // Long enough for a busy machine to connect and write within it.
    await using client = openClient(server.url, { maxConnections: 1, timeoutUs: 1_500_000 })
    const [first, second] = await Promise.all([post(client, 'first'), post(client, 'second')])
    expect([first.outcome.kind, second.outcome.kind]).toEqual(['timeout', 'timeout'])
    expect([first.written, second.written]).toEqual([true, false])
    expect(second.post.writtenUs).toBeNaN()
    await vi.waitUntil(() => server.requests.length > 0)
    expect(server.requests.map(({ body }) => body)).toEqual(['first'])
  })

  test('createHttpClient() fails one POST for each refused connection and ends', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    await using client = openClient(`http://127.0.0.1:${port}/`, { maxConnections: 2 })
    const all = await Promise.all(Array.from({ length: 7 }, () => post(client)))
    for (const settled of all) expect(errorOf(settled)).toMatch(/^Cannot reach the events URL: .*ECONNREFUSED/)
    expect([client.connections, client.queued]).toEqual([0, 0])
  })

  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['closes early', (socket) => socket.end(), /the server closed the connection/],
    [
      'closes in the middle of a reply',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'),
      /the connection ended in the middle of it/,
    ],
    ['resets', (socket) => socket.resetAndDestroy(), /Cannot reach the events URL: read ECONNRESET/],
    ['sends garbage', (socket) => socket.write('\0\xff not http\r\n\r\n'), /its status line is malformed/],
    [
      'sends an endless head',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`),
      /the head of a reply as it is longer/,
    ],
    [
      'announces a huge body',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n'),
      /its body is longer/,
    ],
  ])('createHttpClient() fails once, and does not post again, when the server %s', async (_, misbehave, message) => {
    await using server = await startRawServer((socket, { connection }) => {
      if (connection === 1) misbehave(socket)
      else socket.write(NO_CONTENT)
    })
    await using client = openClient(server.url)
    const settled = await post(client, 'only=once')
    expect(errorOf(settled)).toMatch(message)
    expect(settled.written).toBe(true)
    expect((await post(client, 'next=one')).outcome).toEqual({ kind: 'replied', status: 204 })
    expect(server.requests.map(({ body }) => body)).toEqual(['only=once', 'next=one'])
  })

  test.each<[string, string[], boolean]>([
    [
      'chunked over several reads',
      ['HTTP/1.1 200 OK\r\nTransfer-Enc', 'oding: chunked\r\n\r\n2\r\nok\r', '\n0\r\n\r\n'],
      true,
    ],
    ['after an interim reply', ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'], true],
    ['with Connection: close', ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'], false],
    ['in HTTP/1.0', ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n'], false],
    ['with a second reply nobody asked for', [`HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n${NO_CONTENT}`], false],
    ['with garbage behind it', ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\ngarbage\r\n\r\n'], false],
    ['with octets of a further reply', ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1'], false],
  ])(
    'createHttpClient() reads a reply %s and knows whether the connection may be used again',
    async (_, pieces, reused) => {
      await using server = await startRawServer((socket) => writePieces(socket, pieces))
      await using client = openClient(server.url)
      expect((await post(client)).outcome).toEqual({ kind: 'replied', status: 200 })
      expect((await post(client)).outcome).toEqual({ kind: 'replied', status: 200 })
      expect(server.accepted).toBe(reused ? 1 : 2)
    },
  )

  test('createHttpClient() takes a reply that only the end of the connection completes', async () => {
    await using server = await startRawServer((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\nthanks'))
    await using client = openClient(server.url)
    expect((await post(client)).outcome).toEqual({ kind: 'replied', status: 200 })
    expect((await post(client)).outcome).toEqual({ kind: 'replied', status: 200 })
  })

  test('createHttpClient() does not use a connection on which a reply came without a request', async () => {
    const sockets: Socket[] = []
    await using server = await startRawServer((socket) => {
      sockets.push(socket)
      socket.write(NO_CONTENT)
    })
    await using client = openClient(server.url)
    await post(client)
    sockets[0]?.write(NO_CONTENT)
    await vi.waitFor(() => expect(client.connections).toBe(0))
    expect((await post(client)).outcome.kind).toBe('replied')
  })

  test('createHttpClient() closes a free connection before the server that names its limit does', async () => {
    await using server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: timeout=1\r\n\r\n')
    })
    await using client = openClient(server.url)
    await post(client)
    expect(client.connections).toBe(1)
    await vi.waitFor(() => expect(client.connections).toBe(0))
  })

  test('createHttpClient() forgets a free connection that the server closes', async () => {
    await using server = await startRawServer((socket, request: RawRequest) => {
      socket.write(NO_CONTENT)
      if (request.connection === 1) socket.end()
    })
    await using client = openClient(server.url)
    await post(client)
    await vi.waitFor(() => expect(client.connections).toBe(0))
    expect((await post(client)).outcome.kind).toBe('replied')
  })

  test("createHttpClient() works against Node's own server", async () => {
    const bodies: string[] = []
    const server = createHttpServer((request, response) => {
      let body = ''
      request
        .setEncoding('utf8')
        .on('data', (text) => (body += text))
        .on('end', () => {
          bodies.push(body)
          response.end('ok')
        })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const client = openClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { maxConnections: 4 })
    const all = await Promise.all(Array.from({ length: 200 }, (_, i) => post(client, `n=${i}`)))
    expect(all.every(({ outcome }) => outcome.kind === 'replied')).toBe(true)
    expect(new Set(bodies).size).toBe(200)
    await client[Symbol.asyncDispose]()
    server.close()
    await once(server, 'close')
  })

  test('createHttpClient() aborts what is under way when disposed of, and leaves no socket', async () => {
    await using server = await startRawServer(() => {})
    const client = openClient(server.url, { maxConnections: 1 })
    const [sent, queued] = [post(client), post(client)]
    await vi.waitFor(() => expect(server.requests.length).toBe(1))
    await Promise.all([client[Symbol.asyncDispose](), client[Symbol.asyncDispose]()])
    expect([(await sent).outcome.kind, (await queued).outcome.kind]).toEqual(['aborted', 'aborted'])
    expect((await post(client)).outcome.kind).toBe('aborted')
    expect(client.connections).toBe(0)
    await vi.waitFor(() => expect(server.open).toBe(0))
  })

  test('createHttpClient() is disposed of when its sockets are closed, not before', async () => {
    await using server = await startRawServer((socket) => void socket.write(NO_CONTENT))
    let closed = 0
    const connect: Connect = (options) => connectTcp(options).on('close', () => closed++)
    const client = openClient(server.url, { connect })
    await post(client)
    expect(closed).toBe(0)
    await client[Symbol.asyncDispose]()
    expect(closed).toBe(1)
  })

  test('createHttpClient() refuses an address that is none', () => {
    expect(() => openClient('http://127.0.0.1/', { localAddress: 'machine-1' })).toThrow('current value is "machine-1"')
  })
})

/** Writes one piece at a time, each when the one before it has left. */
function writePieces(socket: Socket, [piece, ...rest]: readonly string[]): void {
  if (piece !== undefined) socket.write(piece, 'latin1', () => setImmediate(writePieces, socket, rest))
}
