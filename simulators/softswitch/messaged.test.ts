import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startMessaged, type StartedMessaged } from './messaged.ts'

const authKey = 'abcdefghijklmnopqrstuvwxyz123456'
const start = (options = {}): Promise<StartedMessaged> => startMessaged({ authKey, port: 0, ...options })
const urlOf = ({ port }: StartedMessaged, key = authKey): string =>
  `ws://127.0.0.1:${port}/events/websocket/?authkey=${key}`

interface Client {
  readonly socket: WebSocket
  readonly frames: { text: string; binary: boolean }[]
}

async function join(messaged: StartedMessaged, url = urlOf(messaged)): Promise<Client> {
  const socket = new WebSocket(url)
  const frames: Client['frames'] = []
  socket.on('message', (data: Buffer, binary) => void frames.push({ text: data.toString('utf8'), binary }))
  await once(socket, 'open')
  return { socket, frames }
}

/** Status that refuses the handshake. */
async function refusal(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url)
  socket.on('error', () => {})
  const [, response] = await once(socket, 'unexpected-response')
  socket.terminate()
  return response.statusCode
}

describe('startMessaged()', () => {
  test('startMessaged() sends one text frame per event to every client, in order, without compression', async () => {
    await using messaged = await start()
    const clients = [await join(messaged), await join(messaged)]
    await vi.waitFor(() => expect(messaged.clients).toBe(2))
    expect(messaged.publish('{"class":"call","from_name":"Jürgen"}')).toBe(2)
    expect(messaged.publish('{"class":"message"}')).toBe(2)
    for (const { socket, frames } of clients) {
      await vi.waitFor(() => expect(frames.length).toBe(2))
      expect(frames).toEqual([
        { text: '{"class":"call","from_name":"Jürgen"}', binary: false },
        { text: '{"class":"message"}', binary: false },
      ])
      expect(socket.extensions).toBe('')
    }
  })

  test('startMessaged() gives a late client no past events and says when nobody listens', async () => {
    await using messaged = await start()
    expect(messaged.publish('{"n":1}')).toBe(0)
    const { frames } = await join(messaged)
    await vi.waitFor(() => expect(messaged.publish('{"n":2}')).toBe(1))
    await vi.waitFor(() => expect(frames.map(({ text }) => text)).toEqual(['{"n":2}']))
  })

  test('startMessaged() refuses a missing key with 401, a wrong one with 403, another path with 404', async () => {
    await using messaged = await start()
    const origin = `ws://127.0.0.1:${messaged.port}`
    expect(await refusal(`${origin}/events/websocket/`)).toBe(401)
    expect(await refusal(urlOf(messaged, 'wrong'))).toBe(403)
    expect(await refusal(`${origin}/events/?authkey=${authKey}`)).toBe(404)
    expect(messaged.clients).toBe(0)
  })

  test('startMessaged() answers plain requests by the same rules', async () => {
    await using messaged = await start()
    const status = async (path: string): Promise<number> =>
      (await fetch(`http://127.0.0.1:${messaged.port}${path}`)).status
    expect(await status(`/events/websocket/?authkey=${authKey}`)).toBe(426)
    expect(await status('/events/websocket/?authkey=wrong')).toBe(403)
    expect(await status('/')).toBe(404)
  })

  test('startMessaged() answers a ping with its payload', async () => {
    await using messaged = await start()
    const { socket } = await join(messaged)
    socket.ping('are you there')
    const [payload] = await once(socket, 'pong')
    expect(String(payload)).toBe('are you there')
  })

  test('startMessaged() drops what clients say and closes one that says too much, with no harm to others', async () => {
    await using messaged = await start()
    const [loud, quiet] = [await join(messaged), await join(messaged)]
    loud.socket.send('{"class":"call"}')
    loud.socket.send('x'.repeat(100_000))
    const [code] = await once(loud.socket, 'close')
    expect(code).toBe(1009)
    await vi.waitFor(() => expect(messaged.clients).toBe(1))
    messaged.publish('{"n":1}')
    await vi.waitFor(() => expect(quiet.frames.map(({ text }) => text)).toEqual(['{"n":1}']))
  })

  test('startMessaged() cuts off a client that does not read, and only that one', async () => {
    await using messaged = await start({ maxBufferedOctets: 200_000 })
    const [slow, quick] = [await join(messaged), await join(messaged)]
    await vi.waitFor(() => expect(messaged.clients).toBe(2))
    slow.socket.pause()
    const event = JSON.stringify({ filler: 'x'.repeat(50_000) })
    let sent = 0
    while (messaged.cutOff === 0 && sent < 2000) {
      messaged.publish(event)
      sent++
      await vi.waitFor(() => expect(quick.frames.length).toBe(sent), { interval: 1 })
    }
    expect(messaged.cutOff).toBe(1)
    expect(messaged.publish('{"n":1}')).toBe(1)
    const closed = once(slow.socket, 'close')
    slow.socket.resume()
    await closed
    // A prefix without a gap, then a close.
    expect(slow.frames.length).toBeLessThan(sent)
    expect(slow.frames.every(({ text }) => text === event)).toBe(true)
  })

  test('startMessaged() refuses more clients than its bound', async () => {
    await using messaged = await start({ maxClients: 1 })
    await join(messaged)
    expect(await refusal(urlOf(messaged))).toBe(503)
  })

  test('startMessaged() survives a handshake that is cut or malformed', async () => {
    await using messaged = await start()
    const socket = connect(messaged.port, '127.0.0.1')
    socket.write(
      `GET /events/websocket/?authkey=${authKey} HTTP/1.1\r\n` +
        'Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d /)
    socket.destroy()
    await join(messaged)
  })

  test('startMessaged() closes its clients and its port when it is disposed of, twice the same', async () => {
    const messaged = await start()
    const { socket } = await join(messaged)
    const closed = once(socket, 'close')
    await Promise.all([messaged[Symbol.asyncDispose](), messaged[Symbol.asyncDispose]()])
    await closed
    const again = connect(messaged.port, '127.0.0.1')
    const [error] = await once(again, 'error')
    expect(error.code).toBe('ECONNREFUSED')
  })

  test('startMessaged() says which port it cannot listen on, and needs a key', async () => {
    await using messaged = await start()
    await expect(start({ port: messaged.port })).rejects.toThrow(`current value is 127.0.0.1:${messaged.port}`)
    await expect(start({ authKey: '' })).rejects.toThrow(TypeError)
  })
})
