import { describe, expect, test } from 'vitest'

import { parseHttpUrl } from './config-values.ts'
import type { BridgeEvent } from './event.ts'
import { eventually } from './testing/eventually.ts'
import { OK, startRawSink, type SinkRequest } from './testing/raw-sink.ts'
import { silentLog } from './testing/silent-log.ts'
import { createTrust } from './tls.ts'
import { startWebhookOutput, type WebhookOptions } from './webhook-output.ts'

const start = (urls: readonly string[], options: Partial<WebhookOptions> = {}) => {
  const output = startWebhookOutput(urls.map(parseHttpUrl), {
    timeoutMs: 5_000,
    connections: 4,
    queue: 1_000,
    trust: createTrust(undefined),
    log: silentLog,
    ...options,
  })
  return { ...output, [Symbol.asyncDispose]: () => output.close(0) }
}

const event = (n: number, key = 'leg'): BridgeEvent => ({
  key,
  fields: [
    ['n', String(n)],
    ['text', 'a=b&c d+é\r\n'],
  ],
})
const number = ({ body }: SinkRequest): number => Number(new URLSearchParams(body).get('n'))
const answer = ({ socket }: SinkRequest): void => void socket.write(OK)

const reply = (status: number, location: string): string => {
  const body = status === 204 ? ['', ''] : ['Content-Length: 2\r\n', 'no']
  return `HTTP/1.1 ${status} X\r\nLocation: ${location}\r\nRetry-After: 60\r\n${body.join('\r\n')}`
}

describe('startWebhookOutput()', () => {
  test('posts each event once to each URL, path, query and userinfo as configured', async () => {
    await using one = await startRawSink(answer)
    await using two = await startRawSink(answer)
    await using output = start([
      `http://u:p%40@127.0.0.1:${one.port}/a/../b%2f?authkey=a%2Bb&x=`,
      `http://127.0.0.1:${two.port}`,
    ])
    output.deliver([event(1)])
    await eventually('both', () => one.requests.length === 1 && two.requests.length === 1)
    const head = one.requests[0]?.head ?? ''
    expect(head.split('\r\n')[0]).toBe('POST /a/../b%2f?authkey=a%2Bb&x= HTTP/1.1')
    expect(head).toContain(`\r\nHost: 127.0.0.1:${one.port}\r\n`)
    expect(head).toContain('\r\nContent-Type: application/x-www-form-urlencoded\r\n')
    expect(head).toContain('\r\nAuthorization: Basic dTpwQA==\r\n')
    expect(two.requests[0]?.head.split('\r\n')[0]).toBe('POST / HTTP/1.1')
    expect(two.requests[0]?.head).not.toContain('Authorization')
    expect([...new URLSearchParams(two.requests[0]?.body)]).toEqual([
      ['n', '1'],
      ['text', 'a=b&c d+é\r\n'],
    ])
  })

  test('keeps the order of a leg and works on several legs at once', async () => {
    await using sink = await startRawSink(
      (request) => void setTimeout(() => answer(request), (number(request) * 7) % 10),
    )
    await using output = start([`http://127.0.0.1:${sink.port}/`])
    output.deliver(Array.from({ length: 60 }, (_, n) => event(n, `leg ${n % 3}`)))
    await eventually('all', () => sink.requests.length === 60)
    for (const leg of [0, 1, 2]) {
      const numbers = sink.requests.map(number).filter((n) => n % 3 === leg)
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
    expect(sink.connections()).toBeGreaterThan(1)
    expect(sink.connections()).toBeLessThanOrEqual(4)
  })

  test.each([204, 301, 307, 400, 404, 429, 500, 503])('posts once whatever the answer: %i', async (status) => {
    await using other = await startRawSink(answer)
    await using sink = await startRawSink(
      ({ socket }) => void socket.write(reply(status, `http://127.0.0.1:${other.port}/`)),
    )
    await using output = start([`http://127.0.0.1:${sink.port}/`])
    for (let n = 0; n < 5; n += 1) output.deliver([event(n)])
    await eventually('all', () => sink.requests.length >= 5)
    expect(sink.requests.map(number)).toEqual([0, 1, 2, 3, 4])
    expect(sink.connections()).toBe(1)
    expect(other.connections()).toBe(0)
  })

  test('loses and repeats nothing over kept-alive connections that the server closes', async () => {
    await using sink = await startRawSink(({ socket }) => void socket.end(OK))
    await using output = start([`http://127.0.0.1:${sink.port}/`])
    for (let n = 0; n < 20; n += 1) {
      output.deliver([event(n)])
      await eventually(`request ${n}`, () => sink.requests.length === n + 1 && sink.openConnections() === 0)
    }
    expect(sink.requests.map(number)).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })

  test.each([
    ['resets', ({ socket }: SinkRequest) => void socket.resetAndDestroy()],
    ['closes without a reply', ({ socket }: SinkRequest) => void socket.end()],
    ['answers nonsense', ({ socket }: SinkRequest) => void socket.end('HELLO\n')],
    [
      'resets within the reply',
      ({ socket }: SinkRequest) => void socket.write(OK.slice(0, 20), () => socket.resetAndDestroy()),
    ],
  ])('repeats nothing to a server that %s after it had answered before', async (_, breaking) => {
    let broken = false
    await using sink = await startRawSink((request) => (broken ? breaking(request) : answer(request)))
    await using output = start([`http://127.0.0.1:${sink.port}/`])
    output.deliver([event(0)])
    await eventually('the first', () => sink.requests.length === 1)
    broken = true
    output.deliver([event(1), event(2)])
    await eventually('the broken ones', () => sink.requests.length === 3 && sink.openConnections() === 0)
    broken = false
    output.deliver([event(3)])
    await eventually('the last', () => sink.requests.length === 4)
    expect(sink.requests.map(number)).toEqual([0, 1, 2, 3])
  })

  test('is bounded towards a URL that hangs, delays no other, and recovers', async () => {
    let hung = true
    await using slow = await startRawSink((request) => {
      if (!hung) answer(request)
    })
    await using good = await startRawSink(answer)
    await using output = start([`http://127.0.0.1:${slow.port}/`, `http://127.0.0.1:${good.port}/`], {
      timeoutMs: 300,
      queue: 50,
    })
    const count = 300
    for (let n = 0; n < count; n += 1) output.deliver([event(n, `leg ${n}`)])
    await eventually('the good one', () => good.requests.length >= 50)
    expect(slow.connections()).toBeLessThanOrEqual(4)
    hung = false
    await eventually('recovery', () => slow.requests.some((request) => number(request) === count - 1))
    expect(slow.requests.length).toBeLessThan(count)
  })

  test('gives up a reply without end, and sends what follows', async () => {
    await using sink = await startRawSink(
      ({ socket }) => void socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n'),
    )
    await using output = start([`http://127.0.0.1:${sink.port}/`], { timeoutMs: 200 })
    output.deliver([event(0), event(1)])
    await eventually('both', () => sink.requests.length === 2)
    await eventually('connections ended', () => sink.openConnections() === 0)
  })

  test('close() waits for what is under way, for a while', async () => {
    await using sink = await startRawSink((request) => void setTimeout(() => answer(request), 5))
    const output = start([`http://127.0.0.1:${sink.port}/`])
    output.deliver(Array.from({ length: 30 }, (_, n) => event(n)))
    await output.close(10_000)
    expect(sink.requests).toHaveLength(30)
    await using hung = await startRawSink(() => {})
    const stuck = start([`http://127.0.0.1:${hung.port}/`])
    stuck.deliver([event(1), event(2)])
    await eventually('a request', () => hung.requests.length === 1)
    await stuck.close(50)
    expect(hung.requests).toHaveLength(1)
  })
})
