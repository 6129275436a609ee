import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { packScript } from '../../simulators/traffic/identity.ts'
import { sampleForm } from '../ledger/fixtures.ts'
import { createLedger } from '../ledger/layout.ts'
import { attachSource } from '../ledger/source-journal.ts'
import { readLedger, readLedgerCounters } from '../ledger/totals.ts'
import { SeriesRecorder } from '../metrics/series-recorder.ts'
import { startWebhookSink, type WebhookSinkOptions } from './webhook-sink.ts'

const runId = 0x4a5b6c7d
const agent = new Agent({ keepAlive: true })
const resources: AsyncDisposable[] = []
afterEach(async () => {
  for (const resource of resources.splice(0).reverse()) await resource[Symbol.asyncDispose]()
})

async function setUp(options: Partial<WebhookSinkOptions> = {}) {
  const receivers = [
    { name: 'webhook 1', kind: 'webhook' },
    { name: 'webhook 2', kind: 'webhook' },
  ] as const
  const ledger = createLedger({ runId, slots: [8], receivers })
  const clock = createClock(createOrigin(-1000))
  const series = new SeriesRecorder('webhook.latency', { window: { fromUs: 0, toUs: 60e6 } })
  const sink = await startWebhookSink({ ledger, clock, series, receivers: [0, 1], ...options })
  resources.push(sink)
  const source = attachSource(ledger, 0)
  const slot = source.open(7, 0, packScript(['start', 'end']), 0, 1)
  source.sent(slot, 0, 0)
  const body = sampleForm({ runId, identity: { source: 0, number: 7, leg: 0, slot }, milestone: 'start' })
  const [first, second] = sink.webhooks
  if (!first || !second) throw new Error('two webhooks were asked for')
  return { ledger, series, sink, first, second, body }
}

interface Answer {
  readonly status: number | undefined
  readonly error?: string
}

function send(url: string, body: Uint8Array | string, method = 'POST'): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      { method, agent, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode }))
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ status: undefined, error: error.code ?? error.message }),
    )
    sent.end(body)
  })
}

describe('startWebhookSink()', () => {
  it('startWebhookSink() answers 204 and books the first delivery at each URL apart', async () => {
    const { ledger, series, first, second, body } = await setUp()
    expect(await send(first.url, body)).toEqual({ status: 204 })
    expect(await send(`${second.url}?their=own`, body)).toEqual({ status: 204 })
    expect(await send(second.url, body)).toEqual({ status: 204 })
    const record = readLedger(ledger)
    expect(record.receivers).toMatchObject([
      { name: 'webhook 1', inTime: 1, duplicate: 0 },
      { name: 'webhook 2', inTime: 1, duplicate: 1 },
    ])
    expect(series.count).toBe(2)
    expect(second.latency().counts).toEqual(Float64Array.of(1))
    expect(readLedgerCounters(ledger)).toMatchObject({ webhookPosts: 3, bytes: 3 * body.length })
  })

  it('startWebhookSink() stamps a request when its last octet has come', async () => {
    const { ledger, first, body } = await setUp()
    const socket = connect(Number(new URL(first.url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`POST /hook/0 HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`)
    socket.write(body.subarray(0, 20))
    await new Promise((resolve) => setImmediate(resolve))
    expect(readLedgerCounters(ledger).webhookPosts).toBe(0)
    socket.end(body.subarray(20))
    await once(socket, 'data')
    expect(readLedger(ledger).receivers[0]).toMatchObject({ inTime: 1 })
    socket.destroy()
  })

  it('StartedWebhook.setPolicy() makes one URL slow, failing or resetting and leaves the other alone', async () => {
    const { ledger, first, second, body } = await setUp()
    first.setPolicy({ kind: 'answer', status: 503, delayMs: 20 })
    expect(await send(first.url, body)).toEqual({ status: 503 })
    first.setPolicy({ kind: 'reset' })
    expect((await send(first.url, body)).error).toBe('ECONNRESET')
    expect(await send(second.url, body)).toEqual({ status: 204 })
    // What was not acknowledged may come again; a copy of what was is a duplicate.
    expect(readLedger(ledger).receivers[0]).toMatchObject({ inTime: 1, duplicate: 0 })
    expect(readLedgerCounters(ledger).redelivered).toBe(1)
    await send(second.url, body)
    expect(readLedger(ledger).receivers[1]).toMatchObject({ inTime: 1, duplicate: 1 })
  })

  it('StartedWebhook that hangs reads the request, and the sink can be stopped', async () => {
    const { ledger, first, sink, body } = await setUp({ policy: { kind: 'hang' } })
    const answer = send(first.url, body)
    await vi.waitFor(() => expect(readLedgerCounters(ledger).webhookPosts).toBe(1), { timeout: 5000, interval: 5 })
    await sink[Symbol.asyncDispose]()
    expect((await answer).status).toBeUndefined()
  })

  it('startWebhookSink() refuses what is no delivery', async () => {
    const { ledger, sink, first } = await setUp({ maxBody: 100 })
    expect(await send(first.url, '', 'GET')).toEqual({ status: 405 })
    expect((await send(first.url, 'x'.repeat(101))).status).toBe(413)
    expect(await send(first.url.replace('/hook/0', '/hook/9'), 'x')).toEqual({ status: 404 })
    expect(first.refused).toBe(2)
    expect(sink.strays).toBe(1)
    expect(readLedgerCounters(ledger).webhookPosts).toBe(0)
  })

  it('startWebhookSink() books a complete request that is no event as unexpected', async () => {
    const { ledger, first } = await setUp()
    expect(await send(first.url, 'hello')).toEqual({ status: 204 })
    expect(readLedger(ledger).totals.unexpected).toBe(1)
    expect(first.examples()[0]?.text).toContain('unexpected: "hello" at webhook 1')
  })

  it('startWebhookSink() says where it cannot listen', async () => {
    const { first } = await setUp()
    const port = Number(new URL(first.url).port)
    await expect(setUp({ port })).rejects.toThrow(`Cannot open a webhook sink at 127.0.0.1:${port}: listen EADDRINUSE`)
  })
})
