import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { packScript } from '../../simulators/traffic/identity.ts'
import { sampleJson } from '../ledger/fixtures.ts'
import { createLedger } from '../ledger/layout.ts'
import { attachSource } from '../ledger/source-journal.ts'
import { closeLedger, readLedger, readLedgerCounters } from '../ledger/totals.ts'
import { SeriesRecorder } from '../metrics/series-recorder.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { startWebsocketSubscriber, type SubscriberOptions } from './websocket-subscriber.ts'

const runId = 0x4a5b6c7d
const resources: AsyncDisposable[] = []
afterEach(async () => {
  for (const resource of resources.splice(0).reverse()) await resource[Symbol.asyncDispose]()
})

/** A bridge that only takes subscribers; the test writes to them. */
async function startBridge(): Promise<{ url: string; peer: Promise<WebSocket> }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  resources.push({
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  const peer = once(server, 'connection').then(([socket]) => socket as WebSocket)
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/events/websocket/?authkey=hush`, peer }
}

function book() {
  const ledger = createLedger({ runId, slots: [8], receivers: [{ name: 'subscriber 1', kind: 'websocket' }] })
  const clock = createClock(createOrigin(-1000))
  const series = new SeriesRecorder('websocket.latency', { window: { fromUs: 0, toUs: 60e6 } })
  const source = attachSource(ledger, 0)
  const slot = source.open(7, 0, packScript(['start', 'route', 'end']), 0, 1)
  const options: SubscriberOptions = { ledger, receiver: 0, clock, series }
  const frame = (milestone: 'start' | 'route' | 'end') =>
    sampleJson({ runId, identity: { source: 0, number: 7, leg: 0, slot }, milestone }).toString()
  return { ledger, clock, series, source, slot, options, frame }
}

const subscribe = async (url: string, options: SubscriberOptions) => {
  const subscriber = await startWebsocketSubscriber(url, options)
  resources.push(subscriber)
  return subscriber
}

/** A frame of a text of 126 octets or more. */
const text = (payload: string): Buffer =>
  Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]), Buffer.from(payload)])

/** Most tests wait for what the event loop will soon have done. */
const soon = { timeout: 5000, interval: 5 }

describe('startWebsocketSubscriber()', () => {
  it('startWebsocketSubscriber() books every frame, with its latency from the intended time', async () => {
    const { url, peer } = await startBridge()
    const { ledger, clock, series, source, slot, options, frame } = book()
    const subscriber = await subscribe(url, options)
    const intendedUs = clock.nowUs() - 40_000
    source.sent(slot, 0, clock.nowUs())
    source.sent(slot, 1, intendedUs)
    const bridge = await peer
    bridge.send(frame('start'))
    bridge.send(frame('route'))
    bridge.send(frame('route'))
    await vi.waitFor(() => expect(readLedgerCounters(ledger).websocketFrames).toBe(3), soon)
    expect(readLedger(ledger).totals).toMatchObject({ expected: 2, inTime: 2, duplicate: 1, unexpected: 0 })
    expect(series.count).toBe(2)
    expect(series.read().total.max).toBeGreaterThanOrEqual(40_000)
    expect(subscriber.latency().counts.length).toBe(2)
    expect(readLedgerCounters(ledger).bytes).toBe(frame('start').length + 2 * frame('route').length)
    expect(
      subscriber
        .examples()
        .map(({ text }) => text)
        .join(),
    ).toMatch(/^duplicate: route of call 7 leg 0 at subscriber 1/)
  })

  it('startWebsocketSubscriber() stamps frames of one read with the time of that read', async () => {
    const { url, peer } = await startBridge()
    const { ledger, clock, series, source, slot, options, frame } = book()
    let readings = 0
    const counting = { ...clock, nowUs: () => (readings++, clock.nowUs()) }
    await subscribe(url, { ...options, clock: counting })
    for (const step of [0, 1, 2]) source.sent(slot, step, 0)
    const before = readings
    const { _socket: connection } = (await peer) as unknown as { _socket: Socket }
    connection.write(Buffer.concat([text(frame('start')), text(frame('route')), text(frame('end'))]))
    await vi.waitFor(() => expect(readLedgerCounters(ledger).websocketFrames).toBe(3), soon)
    // Three frames of one read, one reading of the clock; a settling may have come in between.
    expect(readings - before).toBeLessThan(3)
    expect(new Set(series.read().total.buckets).size).toBe(1)
  })

  it('startWebsocketSubscriber() books what comes in one segment with the handshake', async () => {
    const { ledger, source, slot, options, frame } = book()
    source.sent(slot, 0, 0)
    const server = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (head) => {
          const key = /^sec-websocket-key: (\S+)/im.exec(head.toString())?.[1] ?? ''
          const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
          const headers = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
          socket.write(
            Buffer.concat([Buffer.from(`HTTP/1.1 101 Switching Protocols\r\n${headers}`), text(frame('start'))]),
          )
        })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    resources.push({
      async [Symbol.asyncDispose]() {
        await new Promise((resolve) => server.close(resolve))
      },
    })
    await subscribe(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, options)
    await vi.waitFor(() => expect(readLedgerCounters(ledger).websocketFrames).toBe(1), soon)
    expect(readLedger(ledger).totals.inTime).toBe(1)
  })

  it('startWebsocketSubscriber() expects nothing any more when the bridge ends the connection', async () => {
    const { url, peer } = await startBridge()
    const { ledger, clock, source, slot, options } = book()
    const subscriber = await subscribe(url, options)
    source.sent(slot, 0, clock.nowUs())
    ;(await peer).terminate()
    expect(await subscriber.closed).toMatchObject({ code: 1006, byUs: false })
    source.sent(slot, 1, clock.nowUs() + 1)
    closeLedger(ledger)
    expect(readLedger(ledger).totals).toMatchObject({ expected: 2, lost: 1, unobserved: 1 })
  })

  it('StartedWebsocketSubscriber.cut() takes the claim from what was under way', async () => {
    const { url } = await startBridge()
    const { ledger, clock, source, slot, options } = book()
    const subscriber = await subscribe(url, options)
    source.sent(slot, 0, clock.nowUs())
    subscriber.cut()
    expect(await subscriber.closed).toMatchObject({ byUs: true })
    closeLedger(ledger)
    expect(readLedger(ledger).totals).toMatchObject({ lost: 0, unobserved: 1 })
  })

  it('StartedWebsocketSubscriber disposed of after a drain gives up no claim', async () => {
    const { url } = await startBridge()
    const { ledger, clock, source, slot, options } = book()
    const subscriber = await subscribe(url, options)
    source.sent(slot, 0, clock.nowUs())
    await subscriber[Symbol.asyncDispose]()
    await subscriber[Symbol.asyncDispose]()
    closeLedger(ledger)
    expect(readLedger(ledger).totals).toMatchObject({ lost: 1, unobserved: 0 })
  })

  it('StartedWebsocketSubscriber.pause() stops reading until resume()', async () => {
    const { url, peer } = await startBridge()
    const { ledger, source, slot, options, frame } = book()
    const subscriber = await subscribe(url, options)
    source.sent(slot, 0, 0)
    subscriber.pause()
    const bridge = await peer
    await new Promise((resolve) => bridge.send(frame('start'), resolve))
    bridge.ping()
    await new Promise((resolve) => setImmediate(resolve))
    expect(readLedgerCounters(ledger).websocketFrames).toBe(0)
    subscriber.resume()
    await vi.waitFor(() => expect(readLedgerCounters(ledger).websocketFrames).toBe(1), soon)
  })

  it('startWebsocketSubscriber() names the place but not the key when it cannot connect', async () => {
    const free = createServer()
    await once(free.listen(0, '127.0.0.1'), 'listening')
    const { port } = free.address() as AddressInfo
    await new Promise((resolve) => free.close(resolve))
    const starting = startWebsocketSubscriber(`ws://u:p@127.0.0.1:${port}/events/?authkey=hush`, book().options)
    const message = await starting.then(
      () => 'connected',
      (error: Error) => error.message,
    )
    expect(message).toContain(`ws://127.0.0.1:${port}/events/: connect ECONNREFUSED`)
    expect(message).not.toContain('hush')
  })

  it('startWebsocketSubscriber() gives up on a handshake that only drips', async () => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      const drip = setInterval(() => socket.write('x'), 10)
      socket.write('HTTP/1.1 101 Switching Protocols\r\nX-Endless: ')
      socket.on('error', () => undefined).on('close', () => clearInterval(drip))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await expect(startWebsocketSubscriber(url, { ...book().options, connectTimeoutMs: 100 })).rejects.toThrow(
      'no handshake within 100 ms',
    )
    await vi.waitFor(() => expect([...sockets].every((socket) => socket.destroyed)).toBe(true), soon)
    await new Promise((resolve) => server.close(resolve))
  })

  it('startWebsocketSubscriber() stops connecting when it is aborted', async () => {
    const { url } = await startBridge()
    const signal = AbortSignal.abort(new Error('stopped by the user'))
    await expect(startWebsocketSubscriber(url, { ...book().options, signal })).rejects.toThrow(
      'Cannot connect a subscriber',
    )
  })
})
