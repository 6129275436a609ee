import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createFrameParser, type Frame, frameHeaderValue } from '../../simulators/freeswitch/codec/parse-frames.ts'

export interface EslEventsOptions {
  readonly host: string
  readonly port: number
  readonly password: string
  /** What is sent once logged in, such as `event json ALL`. */
  readonly subscription: string
  /** Ends the stream without an error. */
  readonly signal: AbortSignal
  /** Called when the events begin. */
  readonly onSubscribed?: () => void
}

/** How long the other side may take until the events begin. */
const BEGIN_WITHIN_MS = 10_000
/** Octets of an event; a switch sends less. */
const BODY_OCTETS = 16 * 2 ** 20

/**
 * Logs into an Event Socket, subscribes, and hands over what comes of each event: the text of its frame, one
 * character per octet. It reads no faster than it is asked to. Ends when the signal is aborted or the other side
 * says goodbye.
 * @throws Error when there is no such server, when it refuses, or when the connection breaks
 */
export async function* eslEvents(options: EslEventsOptions): AsyncGenerator<string, void, undefined> {
  const { host, port, signal } = options
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
  if (signal.aborted) return
  const socket = connect({ host, port })
  const stop = (): void => void socket.destroy()
  signal.addEventListener('abort', stop)
  const late = setTimeout(() => socket.destroy(new Error(`no events within ${BEGIN_WITHIN_MS / 1000} s`)), BEGIN_WITHIN_MS)
  try {
    await once(socket, 'connect')
    const parser = createFrameParser({ bodyOctets: BODY_OCTETS })
    const session = createSession(socket, options)
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      for (const frame of parser.push(chunk)) {
        const step = session(frame)
        if (step.kind === 'subscribed') {
          clearTimeout(late)
          options.onSubscribed?.()
        } else if (step.kind === 'event') yield step.text
        else if (step.kind === 'ended') return
      }
    }
    if (!signal.aborted) throw new Error('the other side ended the connection')
  } catch (cause) {
    if (signal.aborted) return
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Cannot go on with the Event Socket at ${address} as it must serve events: ${reason}`, { cause })
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', stop)
    socket.on('error', () => {})
    socket.destroy()
  }
}

type Step = { readonly kind: 'event'; readonly text: string } | { readonly kind: 'subscribed' | 'ended' | 'nothing' }

const NOTHING: Step = { kind: 'nothing' }

/** What a client does with each frame, from the greeting on. */
function createSession(socket: Socket, { password, subscription }: EslEventsOptions): (frame: Frame) => Step {
  let awaited: 'greeting' | 'login' | 'subscription' | 'events' = 'greeting'
  return (frame) => {
    const type = frameHeaderValue(frame, 'Content-Type')
    const reply = frameHeaderValue(frame, 'Reply-Text') ?? ''
    if (type === 'text/disconnect-notice') return { kind: 'ended' }
    if (type === 'text/rude-rejection') throw new Error('it does not allow connections from this address')
    if (awaited === 'events') {
      return type === 'text/event-json' && frame.body !== undefined ? { kind: 'event', text: frame.body } : NOTHING
    }
    if (awaited === 'greeting' && type === 'auth/request') {
      socket.write(`auth ${Buffer.from(password, 'utf8').toString('latin1')}\n\n`, 'latin1')
      awaited = 'login'
    } else if (awaited === 'login' && type === 'command/reply') {
      if (!reply.startsWith('+OK')) throw new Error('it refused the password')
      socket.write(`${subscription}\n\n`)
      awaited = 'subscription'
    } else if (awaited === 'subscription' && type === 'command/reply') {
      if (!reply.startsWith('+OK')) throw new Error(`it refused "${subscription}": ${JSON.stringify(reply.slice(0, 100))}`)
      awaited = 'events'
      return { kind: 'subscribed' }
    }
    return NOTHING
  }
}
