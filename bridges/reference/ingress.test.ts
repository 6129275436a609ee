import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Server } from 'node:http'
import { gzipSync } from 'node:zlib'

import { createAccess } from './access.ts'
import type { BridgeEvent } from './event.ts'
import type { Health } from './health.ts'
import { closeHttp, listenHttp, portOf } from './http-listen.ts'
import { createIngress } from './ingress.ts'
import { eventually } from './testing/eventually.ts'
import { formPost, openRawRequest } from './testing/raw-request.ts'
import { silentLog } from './testing/silent-log.ts'

let server: Server
let port = 0
let events: BridgeEvent[] = []
let status: Health['status'] = 'ready'

beforeEach(async () => {
  events = []
  status = 'ready'
  server = await listenHttp(
    { variable: 'BRIDGE_HTTP_LISTEN', address: { host: '127.0.0.1', port: 0 }, identity: undefined },
    createIngress({
      access: createAccess('key', ['127.0.0.1', '127.0.0.2']),
      accept: (event) => events.push(event),
      health: () => ({ status, inputs: { 'node 1': true } }),
      unknown: 'forward',
      log: silentLog,
    }),
  )
  port = portOf(server)
})

afterEach(() => closeHttp(server, 0))

const tag = (n: number | string): string => `class=call&event=start&timestamp=1.000001&uniqueid=${n}`
const tags = (): readonly unknown[] => events.map(({ fields }) => new Map(fields).get('uniqueid'))

const head = (more: string, target = '/events?authkey=key'): string =>
  `POST ${target} HTTP/1.1\r\nHost: bridge\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}\r\n`

describe('POST /events', () => {
  test('answers 200 with an empty text', async () => {
    const request = openRawRequest(port, formPost(tag(1)))
    expect(await request.status()).toBe(200)
    expect(request.text()).toMatch(/content-type: text\/plain\r\n/i)
    expect(request.text()).toMatch(/content-length: 0\r\n/i)
    expect(tags()).toEqual(['1'])
  })

  test('takes chunks, octets one by one, and a body that waits for 100', async () => {
    const chunked = openRawRequest(port, head('Transfer-Encoding: chunked\r\nTrailer: X\r\n'))
    for (const chunk of ['c', 'la', `ss=${tag('chunked').slice(6)}`])
      chunked.write(`${chunk.length.toString(16)};ext=1\r\n${chunk}\r\n`)
    chunked.write('0\r\nX: y\r\n\r\n')
    expect(await chunked.status()).toBe(200)
    const slow = openRawRequest(port)
    for (const octet of formPost(tag('slow'))) slow.write(octet)
    expect(await slow.status()).toBe(200)
    const patient = openRawRequest(port, head(`Expect: 100-continue\r\nContent-Length: ${tag('patient').length}\r\n`))
    expect(await patient.status()).toBe(100)
    patient.write(tag('patient'))
    expect(await patient.status(2)).toBe(200)
    expect(tags()).toEqual(['chunked', 'slow', 'patient'])
  })

  test('keeps the order of requests written at once, and the connection', async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => String(n))
    const request = openRawRequest(port, numbers.map((n) => formPost(tag(n))).join(''))
    await request.status(20)
    expect(new Set(request.statuses())).toEqual(new Set([200]))
    expect(request.closed()).toBe(false)
    expect(tags()).toEqual(numbers)
  })

  test.each([
    ['GET', '/events?authkey=key&class=a&event=b&timestamp=1', 405],
    ['PUT', '/events?authkey=key', 405],
    ['DELETE', '/events?authkey=key', 405],
    ['TRACE', '/events?authkey=key', 405],
    ['OPTIONS', '/events?authkey=key', 405],
    ['POST', '/other?authkey=key', 404],
    ['POST', '/events/?authkey=key', 404],
    ['POST', '/events', 403],
    ['POST', '/events?authkey=', 403],
    ['POST', '/events?authkey=ke', 403],
    ['POST', '/events?AUTHKEY=key', 403],
    ['POST', '/events/key', 404],
  ])('refuses %s %s with %i', async (method, target, code) => {
    const request = openRawRequest(port, formPost(tag('no'), target).replace('POST', method))
    expect(await request.status()).toBe(code)
    expect(events).toEqual([])
  })

  test('takes the key from the URL only', async () => {
    const places = 'Authorization: Bearer key\r\nX-Authkey: key\r\nCookie: authkey=key\r\n'
    const request = openRawRequest(port, formPost(`authkey=key&${tag('no')}`, '/events', places))
    expect(await request.status()).toBe(403)
    expect(events).toEqual([])
  })

  test('judges the peer and not what the peer says', async () => {
    const listed = openRawRequest(port, formPost(tag('listed')), '127.0.0.2')
    expect(await listed.status()).toBe(200)
    const forwarded = 'X-Forwarded-For: 127.0.0.2\r\nForwarded: for=127.0.0.2\r\nX-Real-IP: 127.0.0.2\r\n'
    const stranger = openRawRequest(port, formPost(tag('no'), '/events?authkey=key', forwarded), '127.0.0.3')
    expect(await stranger.status()).toBe(403)
    expect(tags()).toEqual(['listed'])
  })

  test.each([
    ['application/x-www-form-urlencoded; charset=UTF-8', '', 200],
    ['text/plain', '', 415],
    ['application/json', '', 415],
    ['multipart/form-data; boundary=x', '', 415],
    ['application/x-www-form-urlencoded-not', '', 415],
    ['application/x-www-form-urlencoded', 'Content-Encoding: gzip\r\n', 415],
  ])('judges the type "%s" %s', async (type, more, code) => {
    const request = openRawRequest(
      port,
      formPost(tag(1), undefined, more).replace('application/x-www-form-urlencoded', type),
    )
    expect(await request.status()).toBe(code)
    expect(events).toHaveLength(code === 200 ? 1 : 0)
  })

  test.each(['', 'class=a&event=b', 'class=a&timestamp=1', 'event=b&timestamp=1', 'x'.repeat(100)])(
    'answers 400 to "%s"',
    async (form) => {
      const request = openRawRequest(port, formPost(form))
      expect(await request.status()).toBe(400)
      expect(events).toEqual([])
    },
  )

  test('takes no event from a body that is cut short', async () => {
    const cut = openRawRequest(port, head('Content-Length: 2000\r\n') + tag('cut'))
    const next = openRawRequest(port, formPost(tag('next')))
    await next.status()
    cut.destroy()
    await openRawRequest(port, formPost(tag('last'))).status()
    expect(tags()).toEqual(['next', 'last'])
  })

  test.each([
    ['both framings', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 99\r\n', ''],
    ['an unknown coding', 'Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'],
    ['bare line feeds', 'X: y\nContent-Length: 99\r\n', ''],
    ['a blank before the colon', 'Content-Length : 99\r\n', ''],
  ])('takes no smuggled event by %s', async (_, headers, body) => {
    const request = openRawRequest(port, head(headers) + body + formPost(tag('smuggled')))
    expect(await request.status()).toBe(400)
    await eventually('close', request.closed)
    expect(events).toEqual([])
  })

  test('refuses bodies beyond the limit, announced or not, and bombs', async () => {
    const announced = openRawRequest(port, head('Content-Length: 268435456\r\n'))
    expect(await announced.status()).toBe(413)
    const endless = openRawRequest(port, head('Transfer-Encoding: chunked\r\n'))
    for (let n = 0; n < 80 && endless.statuses().length === 0; n += 1)
      endless.write(`8000\r\n${'a'.repeat(0x8000)}\r\n`)
    expect(await endless.status()).toBe(413)
    await eventually('close', () => announced.closed() && endless.closed())
    const zipped = gzipSync(Buffer.alloc(1_000_000, 'a'))
    const bomb = openRawRequest(port, head(`Content-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n`))
    bomb.write(zipped)
    expect(await bomb.status()).toBe(415)
  })

  test('answers 503 once it is stopping', async () => {
    status = 'stopping'
    expect(await openRawRequest(port, formPost(tag(1))).status()).toBe(503)
    expect(events).toEqual([])
  })
})

test.each([
  ['starting', 503],
  ['ready', 200],
  ['degraded', 200],
  ['stopping', 503],
] as const)('GET /health answers %s with %i', async (now, code) => {
  status = now
  const request = openRawRequest(port, 'GET /health HTTP/1.1\r\nHost: bridge\r\n\r\n')
  expect(await request.status()).toBe(code)
  await eventually('body', () => request.text().endsWith(JSON.stringify({ status: now, inputs: { 'node 1': true } })))
})

test('listenHttp() names the variable of an occupied port', async () => {
  const address = { host: '127.0.0.1', port }
  await expect(listenHttp({ variable: 'BRIDGE_HTTP_LISTEN', address, identity: undefined }, () => {})).rejects.toThrow(
    /BRIDGE_HTTP_LISTEN.*EADDRINUSE/,
  )
})
