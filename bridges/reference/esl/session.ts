import { connect, type Socket } from 'node:net'

import { readJsonEvent, readPlainEvent, type EventHeaders } from './event-headers.ts'
import { createFrameReader, type EslFrame } from './frame-reader.ts'
import { SUBSCRIPTION } from '../mapping.ts'

export type SessionOptions = {
  readonly host: string
  readonly port: number
  readonly password: string
  readonly format: 'plain' | 'json'
  /** Ask the server to send of CHANNEL_STATE only what the bridge maps. */
  readonly filters: boolean
  /** Silence after which a subscribed connection is given up. */
  readonly idleTimeoutMs: number
}

export type SessionHandlers = {
  readonly subscribed: () => void
  readonly event: (headers: EventHeaders) => void
  readonly skipped: (why: string) => void
  /** Called once, unless the session was closed before; nothing is called after it. */
  readonly ended: (reason: string) => void
}

export type Session = {
  readonly close: () => void
}

type State = 'greeting' | 'authenticating' | 'subscribing' | 'subscribed' | 'ended'

/** Silence after which a connection is given up that is not subscribed yet. A server may greet late. */
const HANDSHAKE_TIMEOUT_MS = 10_000

/** One connection to the Event Socket of a FreeSWITCH node, from connecting to its end: login, subscription, events. */
export const startSession = (options: SessionOptions, handlers: SessionHandlers): Session => {
  let state: State = 'greeting'
  let awaited = 0
  const socket = connect({ host: options.host, port: options.port, noDelay: true, keepAlive: true })

  const end = (reason: string): void => {
    if (state === 'ended') return
    close()
    handlers.ended(reason)
  }
  const close = (): void => {
    state = 'ended'
    reader.stop()
    socket.destroy()
  }

  const subscribe = (): void => {
    const commands = subscriptionCommands(options)
    awaited = commands.length
    state = 'subscribing'
    socket.write(commands.map((command) => `${command}\n\n`).join(''))
  }

  const takeReply = (text: string): void => {
    if (state === 'authenticating') {
      if (/^\+OK/i.test(text)) subscribe()
      else end('authentication refused')
    } else if (state === 'subscribing') {
      awaited -= 1
      // The answer to `event` is the last one; a server that does not know `filter` costs nothing but traffic.
      if (!/^\+OK event listener enabled/i.test(text) && awaited > 0) return
      if (!/^\+OK/i.test(text)) return end('subscription refused')
      state = 'subscribed'
      socket.setTimeout(options.idleTimeoutMs)
      handlers.subscribed()
    }
  }

  const takeEvent = (headers: EventHeaders | undefined): void => {
    if (headers === undefined) handlers.skipped('an event could not be read')
    else handlers.event(headers)
  }

  const takeFrame = (frame: EslFrame): void => {
    switch (frame.contentType) {
      case 'text/event-plain':
        return takeEvent(readPlainEvent(frame.body))
      case 'text/event-json':
        return takeEvent(readJsonEvent(frame.body))
      case 'auth/request':
        if (state !== 'greeting') return
        state = 'authenticating'
        socket.write(`auth ${options.password}\n\n`)
        return
      case 'command/reply':
        return takeReply(/^Reply-Text:\s*(.*)$/im.exec(frame.head)?.[1] ?? '')
      case 'text/disconnect-notice':
        return end('disconnect notice')
      case 'text/rude-rejection':
        return end('access denied')
      default:
        // Log lines, answers nobody asked for and kinds of frames to come.
        return
    }
  }

  const reader = createFrameReader(takeFrame)
  feed(socket, reader.push, end)
  socket.setTimeout(HANDSHAKE_TIMEOUT_MS)
  return { close }
}

/** Connects a socket's octets and every way it can end. */
export const feed = (socket: Socket, push: (chunk: Buffer) => void, end: (reason: string) => void): void => {
  socket.on('data', (chunk: Buffer) => {
    try {
      push(chunk)
    } catch (error) {
      end(error instanceof RangeError ? error.message : `frame not understood: ${String(error)}`)
    }
  })
  socket.on('timeout', () => end('silent'))
  socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  socket.on('end', () => end('closed by the server'))
  socket.on('close', () => end('closed'))
}

/**
 * The `event` command, and filters before it so that nothing slips through between. Filters let an event pass when any
 * of them matches: these let everything subscribed pass but CHANNEL_STATE, and of that CS_ROUTING.
 */
const subscriptionCommands = ({ format, filters }: SessionOptions): readonly string[] => {
  const { names, subclasses } = SUBSCRIPTION
  const whole = ['CUSTOM', ...names.filter((name) => name !== 'CHANNEL_STATE')]
  return [
    ...(filters ? [...whole.map((name) => `filter Event-Name ${name}`), 'filter Channel-State CS_ROUTING'] : []),
    `event ${format} ${names.join(' ')} CUSTOM ${subclasses.join(' ')}`,
  ]
}
