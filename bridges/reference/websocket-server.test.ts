import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { createAccess } from './access.ts'
import type { BridgeEvent } from './event.ts'
import { eventually } from './testing/eventually.ts'
import { messageText } from './testing/message-text.ts'
import { openRawRequest } from './testing/raw-request.ts'
import { silentLog } from './testing/silent-log.ts'
import { startWebsocketOutput, type WebsocketOutput } from './websocket-server.ts'

const MAX_LAG = 1024 * 1024
let output: WebsocketOutput

beforeEach(async () => {
  output = await startWebsocketOutput(
    { address: { host: '127.0.0.1', port: 0 }, identity: undefined },
    { access: createAccess('key', []), log: silentLog, maxLagOctets: MAX_LAG },
  )
})

afterEach(() => output.close(0))

const event = (n: number, text = ''): BridgeEvent => ({
  key: '',
  fields: [
    ['n', String(n)],
    ['text', text],
  ],
})

const subscribe = async () => {
  const client = new WebSocket(`ws://127.0.0.1:${output.port}/events/websocket/?authkey=key`)
  const messages: { n: string; text: string }[] = []
  const pongs: string[] = []
  let code: number | undefined
  client.on('message', (data, isBinary) => {
    if (!isBinary) messages.push(JSON.parse(messageText(data)))
  })
  client.on('pong', (data) => pongs.push(data.toString()))
  client.on('error', () => {})
  client.on('close', (closedWith) => {
    code = closedWith
  })
  await eventually('open', () => client.readyState === WebSocket.OPEN)
  return { client, messages, pongs, code: () => code }
}

const handshake = (changes: (lines: string) => string = (lines) => lines): string =>
  changes(
    'GET /events/websocket/?authkey=key HTTP/1.1\r\nHost: bridge\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
  ) + '\r\n'

describe('startWebsocketOutput()', () => {
  test('delivers each event once and in order to all who are there, and nothing of the past', async () => {
    const first = await subscribe()
    output.deliver([event(1), event(2, '日本語"\u2028')])
    const second = await subscribe()
    output.deliver([event(3, 'x'.repeat(200)), event(4, 'y'.repeat(70_000))])
    await eventually('all', () => first.messages.length === 4 && second.messages.length === 2)
    expect(first.messages.map(({ n }) => n)).toEqual(['1', '2', '3', '4'])
    expect(second.messages.map(({ n }) => n)).toEqual(['3', '4'])
    expect(first.messages[1]?.text).toBe('日本語"\u2028')
    expect(first.messages[3]?.text).toHaveLength(70_000)
  })

  test.each([
    ['no key', (lines: string) => lines.replace('authkey=key', ''), 403],
    ['a wrong key', (lines: string) => lines.replace('authkey=key', 'authkey=kex'), 403],
    ['another path', (lines: string) => lines.replace('/events/websocket/', '/other'), 404],
    ['POST', (lines: string) => lines.replace('GET', 'POST'), 405],
    ['version 8', (lines: string) => lines.replace('Version: 13', 'Version: 8'), 426],
    ['no nonce', (lines: string) => lines.replace(/Sec-WebSocket-Key.*\r\n/, ''), 400],
    ['no upgrade', (lines: string) => lines.replace(/Connection.*\r\nUpgrade.*\r\n/, ''), 426],
  ])('refuses a handshake with %s', async (_, change, status) => {
    const request = openRawRequest(output.port, handshake(change))
    expect(await request.status()).toBe(status)
    if (status === 426 && change('Version: 13') !== 'Version: 13')
      expect(request.text()).toContain('Sec-WebSocket-Version: 13\r\n')
    await eventually('close', request.closed)
  })

  test('agrees to a plain handshake, to nothing it does not know, and to any origin', async () => {
    const request = openRawRequest(
      output.port,
      handshake(
        (lines) =>
          `${lines}Sec-WebSocket-Extensions: permessage-deflate, x-unknown\r\n` +
          'Sec-WebSocket-Protocol: foo\r\nOrigin: http://evil.example\r\n',
      ),
    )
    expect(await request.status()).toBe(101)
    expect(request.text()).not.toMatch(/sec-websocket-(extensions|protocol)/i)
    request.destroy()
  })

  test('answers pings amid traffic and echoes a close', async () => {
    const { client, messages, pongs, code } = await subscribe()
    for (const payload of ['', 'a', 'b'.repeat(125)]) {
      client.ping(payload)
      output.deliver([event(1)])
    }
    await eventually('pongs', () => pongs.length === 3 && messages.length === 3)
    expect(pongs).toEqual(['', 'a', 'b'.repeat(125)])
    client.close(1000, 'enough')
    expect(await eventually('close', code)).toBe(1000)
  })

  test('ends only the connection of a client that breaks the protocol or talks too much', async () => {
    const good = await subscribe()
    const bad = [
      Buffer.from([0x81, 1, 65]),
      Buffer.from([0xf1, 0x80, 0, 0, 0, 0]),
      Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
      Buffer.from([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ]
    for (const octets of bad) {
      const client = openRawRequest(output.port, handshake())
      await client.status()
      client.write(octets)
      await eventually('close', client.closed)
    }
    const reset = connect(output.port, '127.0.0.1', () => reset.write(handshake(), () => reset.resetAndDestroy()))
    reset.on('error', () => {})
    good.client.send(JSON.stringify({ class: 'call', event: 'start', timestamp: '1.0' }))
    output.deliver([event(1)])
    await eventually('the event', () => good.messages.length === 1)
    expect(good.code()).toBeUndefined()
  })

  test('closes a client that does not read, with 1013 and no gap before it, and delays nobody else', async () => {
    const lazy = await subscribe()
    const busy = await subscribe()
    lazy.client.pause()
    const text = 'x'.repeat(4_096)
    const rounds = 200
    for (let round = 0; round < rounds; round += 1) {
      output.deliver(Array.from({ length: 50 }, (_, n) => event(round * 50 + n, text)))
      await eventually(`round ${round}`, () => busy.messages.length === (round + 1) * 50)
    }
    expect(lazy.code()).toBeUndefined()
    lazy.client.resume()
    expect(await eventually('close', lazy.code)).toBe(1013)
    expect(lazy.messages.map(({ n }) => Number(n))).toEqual(lazy.messages.map((_, index) => index))
    expect(lazy.messages.length).toBeLessThan(rounds * 50)
    expect(busy.code()).toBeUndefined()
  })

  test('close() says 1001 to all and drops those who do not answer', async () => {
    const polite = await subscribe()
    const mute = openRawRequest(output.port, handshake())
    await mute.status()
    await output.close(100)
    expect(await eventually('close', polite.code)).toBe(1001)
    await eventually('drop', mute.closed)
    expect(mute.text().endsWith('\u0088\u000c\u0003\u00e9going away')).toBe(true)
  })
})
