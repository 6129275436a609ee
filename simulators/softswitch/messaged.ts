import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'

export interface MessagedOptions {
  /** Clients give it as `?authkey=`. */
  readonly authKey: string
  /** @default '127.0.0.1' */
  readonly host?: string
  /** 0 takes a free one. @default 4875 */
  readonly port?: number
  /** A client that has more than this waiting to be read is cut off, octets. @default 16777216 */
  readonly maxBufferedOctets?: number
  /** Most clients at a time; a further one is refused with 503. @default 1000 */
  readonly maxClients?: number
}

/** The message daemon: a websocket server that sends every event to every client. */
export interface StartedMessaged extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** Clients that are connected. */
  readonly clients: number
  /** Clients that were cut off because they read too slowly: they see a close, never a silent gap. */
  readonly cutOff: number
  /**
   * Sends one JSON text to every client, as a frame of its own.
   * @returns how many clients took it
   */
  publish(json: string): number
}

export const MESSAGED_PORT = 4875
export const MESSAGED_PATH = '/events/websocket/'

/** Clients have nothing to say: what they send is dropped, and more than this at once closes them. */
const MAX_PAYLOAD_OCTETS = 65_536

/** @throws Error when the port cannot be listened on, TypeError when the key is empty. */
export async function startMessaged(options: MessagedOptions): Promise<StartedMessaged> {
  const { authKey, host = '127.0.0.1', port = MESSAGED_PORT } = options
  const { maxBufferedOctets = 16 * 2 ** 20, maxClients = 1000 } = options
  if (authKey === '') throw new TypeError('Cannot start messaged as its authentication key must not be empty')
  const expected = digest(authKey)
  let cutOff = 0
  let disposal: Promise<void> | undefined

  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_OCTETS,
  })
  const admit = (request: IncomingMessage): number => {
    const url = parseTarget(request.url)
    if (url?.pathname !== MESSAGED_PATH) return 404
    const key = url.searchParams.get('authkey')
    if (key === null) return 401
    if (!timingSafeEqual(digest(key), expected)) return 403
    return sockets.clients.size < maxClients ? 101 : 503
  }

  const server = createServer((request, response) => {
    const status = admit(request)
    response.writeHead(status === 101 ? 426 : status, { 'Content-Type': 'text/plain', Upgrade: 'websocket' }).end()
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const status = admit(request)
    if (status !== 101) return refuse(socket, status)
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A broken frame or connection ends in 'close', which is all that matters here.
      client.on('error', () => client.terminate())
    })
  })
  server.listen({ host, port })
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Error(`Cannot start messaged as it must listen on its port: current value is ${host}:${port}`, { cause })
  })
  const address = server.address() as AddressInfo

  const dispose = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    for (const client of sockets.clients) client.terminate()
    sockets.close()
    server.closeAllConnections()
    await closed
  }

  return {
    host: address.address,
    port: address.port,
    get clients() {
      return sockets.clients.size
    },
    get cutOff() {
      return cutOff
    },
    publish(json) {
      if (sockets.clients.size === 0) return 0
      const frame = Buffer.from(json, 'utf8')
      let taken = 0
      for (const client of sockets.clients) {
        if (client.readyState !== client.OPEN) continue
        if (client.bufferedAmount + frame.length > maxBufferedOctets) {
          cutOff++
          client.terminate()
          continue
        }
        client.send(frame, { binary: false })
        taken++
      }
      return taken
    },
    [Symbol.asyncDispose]: () => (disposal ??= dispose()),
  }
}

const digest = (key: string): Buffer => createHash('sha256').update(key).digest()

function parseTarget(target: string | undefined): URL | undefined {
  try {
    return new URL(target ?? '', 'http://messaged.invalid')
  } catch {
    return undefined
  }
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  )
}
