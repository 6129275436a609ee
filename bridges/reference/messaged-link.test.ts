import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'

import type { BridgeEvent } from './event.ts'
import { portOf } from './http-listen.ts'
import { startMessagedLink, type MessagedOptions } from './messaged-link.ts'
import { eventually } from './testing/eventually.ts'
import { silentLog } from './testing/silent-log.ts'
import { createTrust } from './tls.ts'

type Refuse = (socket: Duplex) => boolean

/** A softswitch's websocket; `refuse` may answer a handshake itself. */
const startMessaged = async (refuse: Refuse = () => false) => {
  const clients: WebSocket[] = []
  const requests: IncomingMessage[] = []
  const sockets = new WebSocketServer({ noServer: true, autoPong: true })
  const server = createServer()
  const raw = new Set<Duplex>()
  server.on('upgrade', (request, socket, head) => {
    requests.push(request)
    raw.add(socket)
    socket.on('error', () => {})
    if (!refuse(socket)) sockets.handleUpgrade(request, socket, head, (client) => clients.push(client))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: portOf(server),
    clients,
    requests,
    client: (nth: number) => eventually(`subscription ${nth}`, () => clients[nth - 1]),
    [Symbol.asyncDispose]: async () => {
      for (const socket of raw) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const open = (port: number, options: Partial<MessagedOptions> = {}) => {
  const events: BridgeEvent[] = []
  const link = startMessagedLink({
    url: `http://127.0.0.1:${port}/events/websocket/?authkey=a%2Bb&x`,
    trust: createTrust(undefined),
    idleTimeoutMs: 60_000,
    reconnectMaxMs: 100,
    unknown: 'forward',
    accept: (event) => events.push(event),
    log: silentLog,
    ...options,
  })
  return {
    ...link,
    events,
    tags: () => events.map(({ fields }) => new Map(fields).get('n')),
    [Symbol.dispose]: link.close,
  }
}

const message = (n: number, more = ''): string =>
  `{"class":"call","event":"start","timestamp":"1.000001","n":"${n}"${more}}`

describe('startMessagedLink()', () => {
  test('asks for the path and query as configured, and forwards events unchanged', async () => {
    await using server = await startMessaged()
    using link = open(server.port)
    const client = await server.client(1)
    expect(server.requests[0]?.url).toBe('/events/websocket/?authkey=a%2Bb&x')
    client.send(
      '{"asteriskid":"1.1","class":"zebra","event":"grazed","machine":1,"timestamp":1.500,"n":"0","deep":{"a":1}}',
    )
    await eventually('the event', () => link.events.length === 1)
    expect(link.events[0]?.fields).toEqual([
      ['asteriskid', '1.1'],
      ['class', 'zebra'],
      ['event', 'grazed'],
      ['machine', 1],
      ['timestamp', '1.500'],
      ['n', '0'],
      ['deep', '{"a":1}'],
    ])
    expect(link.up()).toBe(true)
  })

  test('takes fragments with a ping between, large messages, and skips what is no event', async () => {
    await using server = await startMessaged()
    using link = open(server.port)
    const client = await server.client(1)
    let pongs = 0
    client.on('pong', () => {
      pongs += 1
    })
    const text = message(1)
    client.send(text.slice(0, 9), { fin: false })
    client.ping('between')
    client.send(text.slice(9))
    for (const bad of ['not json', '[]', 'null', '{}', '{"class":1,"event":"x","timestamp":"1"}']) client.send(bad)
    client.send(Buffer.from(message(9)), { binary: true })
    client.send(message(2, `,"body":"${'x'.repeat(1024 * 1024)}"`))
    await eventually('both', () => link.events.length === 2 && pongs === 1)
    expect(link.tags()).toEqual(['1', '2'])
  })

  test.each([
    ['a close with 1000', (client: WebSocket) => client.close(1000)],
    ['a close with 1012', (client: WebSocket) => client.close(1012)],
    ['a cut', (client: WebSocket) => client.terminate()],
  ])('subscribes again after %s', async (_, close) => {
    await using server = await startMessaged()
    using link = open(server.port)
    close(await server.client(1))
    const client = await server.client(2)
    client.send(message(1))
    await eventually('the event', () => link.events.length === 1)
  })

  test('goes on after refused handshakes and follows no redirect', async () => {
    await using elsewhere = await startMessaged()
    const answers = [
      'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n',
      `HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${elsewhere.port}/\r\nContent-Length: 0\r\n\r\n`,
      'HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n',
    ]
    await using server = await startMessaged((socket) => {
      const answer = answers.shift()
      if (answer !== undefined) socket.end(answer)
      return answer !== undefined
    })
    using link = open(server.port)
    const client = await server.client(1)
    client.send(message(1))
    await eventually('the event', () => link.events.length === 1)
    expect(server.requests).toHaveLength(4)
    expect(elsewhere.requests).toHaveLength(0)
  })

  test('gives up a peer that answers nothing, and keeps one that only answers pings', async () => {
    await using server = await startMessaged()
    using link = open(server.port, { idleTimeoutMs: 300 })
    const client = await server.client(1)
    let pings = 0
    client.on('ping', () => {
      pings += 1
    })
    await eventually('more pings than the timeout holds', () => pings >= 6)
    expect(server.clients).toHaveLength(1)
    client.pause()
    await server.client(2)
    expect(link.events).toEqual([])
  })
})
