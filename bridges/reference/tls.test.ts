import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'

import { startBridge } from './bridge.ts'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { portOf } from './http-listen.ts'
import { makeAuthority, makeIdentity } from './testing/certificates.ts'
import { eventually } from './testing/eventually.ts'
import { messageText } from './testing/message-text.ts'
import { openRawRequest } from './testing/raw-request.ts'
import type { TlsIdentity } from './tls.ts'

const LOCAL = { ip: '127.0.0.1' }
let authority: TlsIdentity
let stranger: TlsIdentity
let folder = ''

beforeAll(async () => {
  authority = await makeAuthority('authority of the test')
  stranger = await makeAuthority('authority that nobody trusts')
  folder = mkdtempSync(join(tmpdir(), 'bridge-tls-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const save = (name: string, pem: string): string => {
  const file = join(folder, name)
  writeFileSync(file, pem)
  return file
}

const start = async (environment: Readonly<Record<string, string>>) => {
  let log = ''
  const bridge = await startBridge(
    readConfig({
      BRIDGE_HTTP_LISTEN: '127.0.0.1:0',
      BRIDGE_WEBSOCKET_LISTEN: '127.0.0.1:0',
      BRIDGE_AUTHKEY: 'key',
      BRIDGE_WEBSOCKET_AUTHKEY: 'key',
      BRIDGE_TLS_CA_FILE: save('ca.pem', authority.cert),
      ...environment,
    }),
    createLog((line) => {
      log += line
    }),
  )
  return { ...bridge, log: () => log }
}

/** Serves HTTPS and notes what each request brought. */
const serve = async (identity: TlsIdentity) => {
  const bodies: string[] = []
  let handshakes = 0
  const server: Server = createServer(identity, (request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      bodies.push(body)
      response.end()
    })
  })
  server.on('secureConnection', () => (handshakes += 1))
  server.on('connection', (socket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    server,
    port: portOf(server),
    bodies,
    handshakes: () => handshakes,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const event = (tag: string): string => `class=call&event=start&timestamp=1.000001&uniqueid=${tag}`

const post = (port: number | undefined, tag: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/events?authkey=key`, {
    method: 'POST',
    body: event(tag),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })

describe('a bridge with an identity', () => {
  test('takes events and subscribers over TLS, and survives a peer that speaks none', async () => {
    const { cert, key } = await makeIdentity(authority, LOCAL)
    await using bridge = await start({
      BRIDGE_TLS_CERT_FILE: save('cert.pem', cert),
      BRIDGE_TLS_KEY_FILE: save('key.pem', key),
    })
    const plain = openRawRequest(bridge.ports.http ?? 0, 'GET /health HTTP/1.1\r\nHost: b\r\n\r\n')
    await eventually('plain request ends', plain.closed)
    expect(plain.statuses()).not.toContain(200)
    const received: string[] = []
    const url = `wss://127.0.0.1:${bridge.ports.websocket}/events/websocket/?authkey=key`
    const client = new WebSocket(url, { ca: authority.cert })
    client.on('message', (data) => received.push(messageText(data)))
    await eventually('subscription', () => client.readyState === WebSocket.OPEN)
    const status = await new Promise((resolve, reject) => {
      const options = { ca: authority.cert, port: bridge.ports.http, host: '127.0.0.1', path: '/health' }
      get(options, (response) => resolve(response.resume().statusCode)).on('error', reject)
    })
    expect(status).toBe(200)
    const refused = new Promise((resolve) => {
      get({ port: bridge.ports.http, host: '127.0.0.1', path: '/health' }).on('error', resolve)
    })
    await expect(refused).resolves.toBeInstanceOf(Error)
  })
})

describe('an https webhook', () => {
  test('gets its events when its certificate is good', async () => {
    await using hook = await serve(await makeIdentity(authority, LOCAL))
    await using bridge = await start({ BRIDGE_WEBHOOK_URLS: `https://127.0.0.1:${hook.port}/hook` })
    await post(bridge.ports.http, 'a')
    await eventually('the event', () => hook.bodies.length === 1)
    await post(bridge.ports.http, 'b')
    await eventually('the next', () => hook.bodies.length === 2)
    expect(hook.bodies).toEqual([event('a'), event('b')])
    expect(hook.handshakes()).toBe(1)
  })

  test('may have a name', async () => {
    await using hook = await serve(await makeIdentity(authority, { name: 'localhost' }))
    await using bridge = await start({ BRIDGE_WEBHOOK_URLS: `https://localhost:${hook.port}/hook` })
    await post(bridge.ports.http, 'a')
    await eventually('the event', () => hook.bodies.length === 1)
  })

  test.each([
    ['is for another address', () => makeIdentity(authority, { ip: '127.0.0.2' })],
    ['is for a name', () => makeIdentity(authority, { name: 'localhost' })],
    ['has expired', () => makeIdentity(authority, LOCAL, 'expired')],
    ['is signed by somebody else', () => makeIdentity(stranger, LOCAL)],
    ['is signed by nobody', () => makeAuthority('127.0.0.1')],
  ])('gets nothing when its certificate %s, and that is counted', async (_, make) => {
    await using hook = await serve(await make())
    await using good = await serve(await makeIdentity(authority, LOCAL))
    await using bridge = await start({
      BRIDGE_WEBHOOK_URLS: `https://127.0.0.1:${hook.port}/ https://127.0.0.1:${good.port}/`,
    })
    await post(bridge.ports.http, 'a')
    await eventually('the good one', () => good.bodies.length === 1)
    await eventually('the log', () => bridge.log().includes('"untrusted":1'))
    expect(hook.bodies).toEqual([])
  })

  test('is not trusted by its authority without BRIDGE_TLS_CA_FILE', async () => {
    await using hook = await serve(await makeIdentity(authority, LOCAL))
    await using bridge = await start({
      BRIDGE_TLS_CA_FILE: '',
      BRIDGE_WEBHOOK_URLS: `https://127.0.0.1:${hook.port}/`,
    })
    await post(bridge.ports.http, 'a')
    await eventually('the log', () => bridge.log().includes('"untrusted":1'))
    expect(hook.bodies).toEqual([])
  })
})

describe('a messaged websocket over TLS', () => {
  test.each([
    ['is taken when its certificate is good', LOCAL, true],
    ['is refused when its certificate is for another address', { ip: '127.0.0.2' }, false],
  ])('%s', async (_, host, isGood) => {
    await using softswitch = await serve(await makeIdentity(authority, host))
    const sockets = new WebSocketServer({ server: softswitch.server })
    const urls: (string | undefined)[] = []
    sockets.on('connection', (client, request) => {
      urls.push(request.url)
      client.on('error', () => {})
    })
    await using bridge = await start({ BRIDGE_MESSAGED_URL: `wss://127.0.0.1:${softswitch.port}/x?authkey=m` })
    await eventually('an end', () => bridge.log().includes(isGood ? 'messaged subscribed' : 'messaged lost'))
    expect(urls).toEqual(isGood ? ['/x?authkey=m'] : [])
    for (const client of sockets.clients) client.terminate()
  })
})

describe('readConfig()', () => {
  const problems = (environment: Readonly<Record<string, string>>): string => {
    try {
      readConfig({ BRIDGE_WEBSOCKET_AUTHKEY: 'w', ...environment })
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  test('names the TLS file that cannot be used, and never its content', async () => {
    const { cert, key } = await makeIdentity(authority, LOCAL)
    const files = { cert: save('c.pem', cert), key: save('k.pem', key), other: save('o.pem', stranger.key) }
    expect(problems({ BRIDGE_TLS_CERT_FILE: files.cert, BRIDGE_TLS_KEY_FILE: files.key })).toBe('')
    expect(problems({ BRIDGE_TLS_CERT_FILE: files.cert })).toContain('must both be there')
    expect(problems({ BRIDGE_TLS_CERT_FILE: files.cert, BRIDGE_TLS_KEY_FILE: files.other })).toContain('not the key of')
    expect(problems({ BRIDGE_TLS_CERT_FILE: files.key, BRIDGE_TLS_KEY_FILE: files.key })).toBe(
      'Cannot use BRIDGE_TLS_CERT_FILE as it must be a readable file with a certificate in PEM form: ' +
        `current value is "${files.key}"`,
    )
    expect(problems({ BRIDGE_TLS_CA_FILE: '/nowhere' })).toContain('Cannot use BRIDGE_TLS_CA_FILE as ')
  })
})
