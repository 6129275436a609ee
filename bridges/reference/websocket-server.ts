import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'

import type { Access } from './access.ts'
import { toJson } from './event.ts'
import { listenHttp, portOf, type ListenOptions } from './http-listen.ts'
import type { Output } from './hub.ts'
import type { Log } from './log.ts'
import { encodeTextFrames } from './websocket-frame.ts'

export type WebsocketOptions = {
  readonly access: Access
  readonly log: Log
  /** Octets a subscriber may lag behind before it is closed. @default 32 MiB */
  readonly maxLagOctets?: number
}

export type WebsocketOutput = Output & {
  readonly port: number
  /** Stops taking subscribers, closes those there are with 1001, and resolves when they are gone. */
  readonly close: (deadlineMs: number) => Promise<void>
}

const PATH = '/events/websocket/'
const MAX_SUBSCRIBERS = 4_096

/** Subscribers have nothing to say; what they say anyway is read and forgotten up to this size. */
const MAX_MESSAGE_OCTETS = 64 * 1024
const PING_INTERVAL_MS = 30_000

/** Time for a subscriber that is closed for lagging to read what it still can, and why it is closed. */
const LAST_READ_MS = 10_000

type Subscriber = { readonly socket: Duplex; heard: boolean }

/** Serves the events as text messages to every subscriber. */
export const startWebsocketOutput = async (
  listen: Pick<ListenOptions, 'address' | 'identity'>,
  options: WebsocketOptions,
): Promise<WebsocketOutput> => {
  const { access, log, maxLagOctets = 32 * 1024 * 1024 } = options
  const subscribers = new Map<WebSocket, Subscriber>()
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_OCTETS,
    handleProtocols: () => false,
  })
  const server = await listenHttp({ ...listen, variable: 'BRIDGE_WEBSOCKET_LISTEN' }, (request, response) => {
    const status = pathOf(request) !== PATH ? 404 : request.method === 'GET' ? 426 : 405
    response.writeHead(status, {
      'Content-Length': 0,
      Connection: 'close',
      ...(status === 426 ? { Upgrade: 'websocket' } : {}),
    })
    response.end()
  })

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    const status = subscribers.size >= MAX_SUBSCRIBERS ? 503 : refuse(request, access)
    if (status !== undefined) {
      log.warnSparsely('subscriber refused', { status, peer: request.socket.remoteAddress ?? '' })
      return refuseUpgrade(socket, status)
    }
    sockets.handleUpgrade(request, socket, head, (client) => subscribe(client, socket))
  })

  const subscribe = (client: WebSocket, socket: Duplex): void => {
    const subscriber: Subscriber = { socket, heard: true }
    subscribers.set(client, subscriber)
    client.on('error', (error) => log.warnSparsely('subscriber broke the protocol', { why: error.message }))
    client.on('pong', () => {
      subscriber.heard = true
    })
    client.on('close', () => subscribers.delete(client))
  }

  /** Subscribers that vanished without a word are found by not answering, unless they are still busy reading. */
  const pinging = setInterval(() => {
    for (const [client, subscriber] of subscribers) {
      if (!subscriber.heard && subscriber.socket.writableLength === 0) client.terminate()
      subscriber.heard = false
      if (client.readyState === WebSocket.OPEN) client.ping()
    }
  }, PING_INTERVAL_MS)
  pinging.unref()

  return {
    port: portOf(server),
    deliver: (events) => {
      if (subscribers.size === 0) return
      const frames = encodeTextFrames(events.map(toJson))
      for (const [client, { socket }] of subscribers) {
        if (client.readyState !== WebSocket.OPEN) continue
        // Written past the library: one buffer for all, and its own frames are written whole, so none is torn.
        if (socket.writableLength <= maxLagOctets) socket.write(frames)
        else closeLaggard(client, log)
      }
    },
    close: async (deadlineMs) => {
      clearInterval(pinging)
      server.close()
      await closeAll(subscribers, deadlineMs)
      server.closeAllConnections()
    },
  }
}

/** A subscriber sees a gap as a close and never as silence. */
const closeLaggard = (client: WebSocket, log: Log): void => {
  log.warnSparsely('subscriber closed as it reads too slowly')
  client.close(1013, 'reading too slowly')
  setTimeout(() => client.terminate(), LAST_READ_MS).unref()
}

const closeAll = async (subscribers: ReadonlyMap<WebSocket, Subscriber>, deadlineMs: number): Promise<void> => {
  const closed = Array.from(
    subscribers.keys(),
    (client) =>
      new Promise<void>((resolve) => {
        if (client.readyState === WebSocket.CLOSED) return resolve()
        client.once('close', () => resolve())
        client.close(1001, 'going away')
      }),
  )
  const timer = setTimeout(() => {
    for (const client of subscribers.keys()) client.terminate()
  }, deadlineMs)
  await Promise.all(closed)
  clearTimeout(timer)
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').replace(/\?.*$/s, '')

/** The status of a refusal, or undefined when the handshake may go on. */
const refuse = (request: IncomingMessage, access: Access): number | undefined => {
  if (pathOf(request) !== PATH) return 404
  if (request.method !== 'GET') return 405
  const query = (request.url ?? '').slice(PATH.length + 1)
  if (!access.allows({ peer: request.socket.remoteAddress, query })) return 403
  if (request.headers['sec-websocket-version'] !== '13') return 426
  return undefined
}

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  426: 'Upgrade Required',
  503: 'Service Unavailable',
}

const refuseUpgrade = (socket: Duplex, status: number): void => {
  const version = status === 426 ? 'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' : ''
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Refused'}\r\n${version}Connection: close\r\nContent-Length: 0\r\n\r\n`,
    () => {
      socket.destroy()
    },
  )
}
