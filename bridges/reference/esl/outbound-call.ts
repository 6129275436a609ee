import type { Socket } from 'node:net'

import type { BridgeEvent } from '../event.ts'
import { callEndWithoutEvent, callStartOfConnect, mapEvent } from '../mapping.ts'
import { readHeaderLines, readPlainEvent, type EventHeaders } from './event-headers.ts'
import { createFrameReader, type EslFrame } from './frame-reader.ts'
import { feed } from './session.ts'

export type OutboundCallOptions = {
  readonly machine: number
  readonly accept: (event: BridgeEvent) => void
  /** Called once, when the connection is over, unless it was closed by `close`. */
  readonly ended: (reason: string) => void
}

export type OutboundCall = {
  /** Leaves the call alone: its dialplan goes on. Not an end of the call. */
  readonly close: () => void
}

/** FreeSWITCH gives up after 25 s itself, so a call whose answer to `connect` takes longer is not there. */
const CONNECT_TIMEOUT_MS = 25_000

/** How long the last events of a call may take after FreeSWITCH said that it lingers only for them. */
const LINGER_WAIT_MS = 3_000
const EXIT_WAIT_MS = 1_000

/**
 * One call that FreeSWITCH brought to the bridge (`socket` application). The bridge speaks first, asks for the call's
 * events, and for the connection to outlive the call, which FreeSWITCH grants only to `full` sockets. Exactly one
 * call/start and, whatever happens, exactly one call/end: without CHANNEL_HANGUP_COMPLETE from what is known.
 */
export const startOutboundCall = (socket: Socket, options: OutboundCallOptions): OutboundCall => {
  const { machine, accept } = options
  let known: EventHeaders | undefined
  let over = false
  let closed = false
  let leaving: NodeJS.Timeout | undefined

  const takeConnectReply = (head: string): void => {
    const headers = readHeaderLines(head)
    if (known !== undefined || headers.get('Unique-ID') === undefined) return
    if (!headers.get('Reply-Text')?.startsWith('+OK')) return
    known = headers
    socket.setTimeout(0)
    accept(callStartOfConnect(headers, machine))
    socket.write('myevents\n\nlinger 10\n\n')
  }

  const takeEvent = (headers: EventHeaders | undefined): void => {
    if (headers === undefined || known === undefined || headers.get('Unique-ID') !== known.get('Unique-ID')) return
    const name = headers.get('Event-Name')
    if (name === 'CHANNEL_HANGUP') {
      known = headers
    } else if (name === 'CHANNEL_ANSWER' || (name === 'CHANNEL_HANGUP_COMPLETE' && !over)) {
      const event = mapEvent(headers, machine)
      if (event !== undefined) accept(event)
      if (name === 'CHANNEL_ANSWER') return
      over = true
      leaveAfter(leaving === undefined ? LINGER_WAIT_MS : 0)
    }
  }

  const takeNotice = (head: string): void => {
    if (/^Content-Disposition: linger$/im.test(head)) leaveAfter(over ? 0 : LINGER_WAIT_MS)
    else end('disconnect notice')
  }

  /** FreeSWITCH may linger for ever, so the bridge is the one to leave. */
  const leaveAfter = (delayMs: number): void => {
    clearTimeout(leaving)
    leaving = setTimeout(() => {
      finishCall()
      socket.end('exit\n\n')
      leaving = setTimeout(() => end('left'), EXIT_WAIT_MS)
    }, delayMs)
  }

  const finishCall = (): void => {
    if (known !== undefined && !over) accept(callEndWithoutEvent(known, machine))
    over = true
  }

  const end = (reason: string): void => {
    if (closed) return
    finishCall()
    close()
    options.ended(reason)
  }

  const close = (): void => {
    closed = true
    clearTimeout(leaving)
    reader.stop()
    socket.destroy()
  }

  const takeFrame = (frame: EslFrame): void => {
    if (frame.contentType === 'text/event-plain') takeEvent(readPlainEvent(frame.body))
    else if (frame.contentType === 'command/reply') takeConnectReply(frame.head)
    else if (frame.contentType === 'text/disconnect-notice') takeNotice(frame.head)
  }

  const reader = createFrameReader(takeFrame)
  feed(socket, reader.push, end)
  socket.setTimeout(CONNECT_TIMEOUT_MS)
  socket.write('connect\n\n')
  return { close }
}
