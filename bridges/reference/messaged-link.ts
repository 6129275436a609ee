import { WebSocket, type RawData } from 'ws'

import { createBackoff, PROVEN_MS } from './backoff.ts'
import type { BridgeEvent } from './event.ts'
import { parseMembers } from './json-members.ts'
import type { Log } from './log.ts'
import { receivedEvent, type Unknown } from './received-event.ts'
import type { TlsTrust } from './tls.ts'

export type MessagedOptions = {
  readonly url: string
  /** For wss and https URLs. */
  readonly trust: TlsTrust
  /** Silence after which the connection is given up; the peer is pinged three times within it. */
  readonly idleTimeoutMs: number
  readonly reconnectMaxMs: number
  readonly unknown: Unknown
  readonly accept: (event: BridgeEvent) => void
  readonly log: Log
}

export type MessagedLink = {
  readonly name: string
  readonly up: () => boolean
  readonly close: () => void
}

const MAX_MESSAGE_OCTETS = 8 * 1024 * 1024

/** The lasting subscription to the softswitch's own websocket. */
export const startMessagedLink = (options: MessagedOptions): MessagedLink => {
  const { log } = options
  const backoff = createBackoff(options.reconnectMaxMs)
  let closeConnection = (): void => {}
  let timer: NodeJS.Timeout | undefined
  let up = false

  const open = (): void => {
    let openedAt: number | undefined
    closeConnection = connectOnce(options, {
      opened: () => {
        openedAt = performance.now()
        up = true
        log.info('messaged subscribed')
      },
      ended: (reason) => {
        up = false
        if (openedAt !== undefined && performance.now() - openedAt >= PROVEN_MS) backoff.reset()
        const delayMs = Math.round(backoff.next())
        log.warn('messaged lost', { reason, retryInMs: delayMs })
        timer = setTimeout(open, delayMs)
      },
    })
  }
  open()
  return {
    name: 'messaged',
    up: () => up,
    close: () => {
      clearTimeout(timer)
      closeConnection()
      up = false
    },
  }
}

type Handlers = {
  readonly opened: () => void
  /** Called once, unless the connection was closed from here. */
  readonly ended: (reason: string) => void
}

const connectOnce = (options: MessagedOptions, handlers: Handlers): (() => void) => {
  const { idleTimeoutMs, accept, log } = options
  const socket = new WebSocket(options.url, {
    ...options.trust,
    perMessageDeflate: false,
    followRedirects: false,
    handshakeTimeout: 10_000,
    maxPayload: MAX_MESSAGE_OCTETS,
  })
  let heardAt = performance.now()
  let over = false
  const alive = setInterval(
    () => {
      if (performance.now() - heardAt >= idleTimeoutMs) end('silent')
      else if (socket.readyState === WebSocket.OPEN) socket.ping()
    },
    Math.max(50, idleTimeoutMs / 4),
  )

  const close = (): void => {
    over = true
    clearInterval(alive)
    socket.terminate()
  }
  const end = (reason: string): void => {
    if (over) return
    close()
    handlers.ended(reason)
  }
  const hear = (): void => {
    heardAt = performance.now()
  }

  socket.on('open', () => {
    if (over) return
    hear()
    handlers.opened()
  })
  socket.on('ping', hear)
  socket.on('pong', hear)
  socket.on('message', (data, isBinary) => {
    if (over) return
    hear()
    const event = isBinary ? 'invalid' : readMessage(data, options.unknown)
    if (event === 'invalid') log.warnSparsely('messaged sent something that is not an event')
    else if (event !== undefined) accept(event)
  })
  socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  socket.on('close', (code) => end(`closed with ${code}`))
  return close
}

const readMessage = (data: RawData, unknown: Unknown): BridgeEvent | 'invalid' | undefined => {
  const members = parseMembers(Buffer.isBuffer(data) ? data.toString('utf8') : '')
  if (members === undefined) return 'invalid'
  const named = members.filter(({ name }) => name === 'class' || name === 'event')
  if (named.some(({ isString }) => !isString)) return 'invalid'
  return receivedEvent(
    members.map(({ name, text }) => [name, text]),
    unknown,
  )
}
