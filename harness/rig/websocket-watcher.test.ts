import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { OPCODE } from '../codec/websocket-frame.ts'
import { createJournal } from './journal.ts'
import { createRoom } from './room.ts'
import { openWatcher, type WatcherOptions, type WebsocketWatcher } from './websocket-watcher.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function served(onClient: (client: WebSocket) => void = () => {}, perMessageDeflate = false): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/events/websocket/', perMessageDeflate })
  server.on('connection', (client) => {
    client.on('error', () => {})
    onClient(client)
  })
  await once(server, 'listening')
  open.push(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/events/websocket/?authkey=K`
}

async function watch(url: string, options?: WatcherOptions): Promise<WebsocketWatcher> {
  const watcher = await openWatcher(url, options)
  open.push(() => watcher[Symbol.asyncDispose]())
  return watcher
}

describe('openWatcher()', () => {
  it('collects messages, whole and in fragments, with their raw frames', async () => {
    const watcher = await watch(
      await served((client) => {
        client.send('one')
        client.send('tw', { fin: false })
        client.send('o', { fin: true })
      }),
    )
    expect(watcher.accepted).toBe(true)
    await vi.waitUntil(() => watcher.deliveries.length === 2)
    expect(watcher.deliveries.map(({ payload }) => Buffer.from(payload).toString())).toEqual(['one', 'two'])
    expect(watcher.frames.map(({ frame }) => [frame.opcode, frame.fin])).toEqual([
      [OPCODE.text, true],
      [OPCODE.text, false],
      [OPCODE.continuation, true],
    ])
  })

  it('keeps no more of what it inflates than it has room for', async () => {
    const journal = createJournal({ room: createRoom(3_000_000) })
    const headers = { 'Sec-WebSocket-Extensions': 'permessage-deflate; server_no_context_takeover' }
    const url = await served((client) => {
      for (let count = 0; count < 5; count++) client.send(Buffer.alloc(1_000_000))
    }, true)
    const watcher = await watch(url, { headers, tap: journal.tap('websocket') })
    await vi.waitUntil(() => watcher.end !== undefined)
    expect(watcher.deliveries.map(({ payload }) => payload.length)).toEqual([1_000_000, 1_000_000])
    expect(journal.room.isFull).toBe(true)
  })

  it('resolves with a refusal and does not call it accepted', async () => {
    const watcher = await watch((await served()).replace('/events/', '/other/'))
    expect(watcher.status).toBe(400)
    expect(watcher.accepted).toBe(false)
  })

  it('does not accept a reply with a wrong key', async () => {
    const { createServer } = await import('node:net')
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: AAAA\r\n\r\n')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push(() => server.close())
    const watcher = await watch(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect([watcher.status, watcher.accepted]).toEqual([101, false])
  })

  it('answers pings unless told not to', async () => {
    const pongs: string[] = []
    const url = await served((client) => {
      client.on('pong', (payload) => pongs.push(payload.toString()))
      client.ping('are you there')
    })
    const silent = await watch(url, { pong: false })
    await vi.waitUntil(() => silent.frames.length === 1)
    await watch(url)
    await vi.waitUntil(() => pongs.length === 1)
    expect(pongs).toEqual(['are you there'])
  })

  it('reports the code of a close frame and how the connection ended', async () => {
    const watcher = await watch(await served((client) => client.close(1008, 'no')))
    await vi.waitUntil(() => watcher.closeCode !== undefined)
    expect(watcher.closeCode).toBe(1008)
    watcher.send({ opcode: OPCODE.close, payload: Buffer.alloc(0) })
    await vi.waitUntil(() => watcher.end === 'finished')
  })

  it('fails at its deadline when nothing answers', async () => {
    const { createServer } = await import('node:net')
    const server = createServer((socket) => void socket.on('error', () => {}))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push(() => server.close())
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await expect(openWatcher(url, { deadlineMs: 50 })).rejects.toThrow('no reply came in 50 ms')
  })
})
