import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { type Arrivals, type ArrivalBook, openArrivals } from './arrivals.ts'
import { hideSecrets } from './hidden-url.ts'

export interface SubscriberOptions extends ArrivalBook {
  /** Until the handshake must be complete, milliseconds. @default 5000 */
  readonly connectTimeoutMs?: number
  /** Longest message that is accepted, octets. @default 1 MiB */
  readonly maxPayload?: number
  readonly signal?: AbortSignal
}

/** How a connection ended. */
export interface SubscriberClose {
  readonly atUs: number
  readonly code: number
  /** Whether we ended it. */
  readonly byUs: boolean
}

/** One connected subscriber. */
export interface StartedWebsocketSubscriber extends AsyncDisposable, Pick<Arrivals, 'latency' | 'examples'> {
  /** Resolves when the connection has ended, however that came about; never rejects. */
  readonly closed: Promise<SubscriberClose>
  /** Stops reading: the bridge sees its send queue grow. */
  pause(): void
  resume(): void
  /** Cuts the connection at once: what was under way is not expected any more. */
  cut(): void
}

/** How often the ledger is asked about frames that were faster than the book of their sending. */
const SETTLE_MS = 500
/** Code of a connection that ended without a close frame. */
const ABNORMAL = 1006

/**
 * Connects to the bridge's websocket and books every text message. It is stamped when the octets that complete it
 * were read, and not when its turn among other messages of the same read comes.
 * @param url with its authkey
 * @param arrivals those of an earlier connection of the same subscriber
 * @throws Error when the handshake is refused, fails or takes too long
 */
export async function startWebsocketSubscriber(
  url: string,
  options: SubscriberOptions,
  arrivals = openArrivals(options),
): Promise<StartedWebsocketSubscriber> {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    skipUTF8Validation: true,
    maxPayload: options.maxPayload ?? 2 ** 20,
    followRedirects: false,
  })
  const subscriber = new Subscriber(socket, arrivals, options)
  await opened(socket, url, options)
  return subscriber
}

class Subscriber implements StartedWebsocketSubscriber {
  readonly closed: Promise<SubscriberClose>
  readonly #socket: WebSocket
  readonly #arrivals: Arrivals
  readonly #deadlineUs: number
  readonly #nowUs: () => number
  readonly #settling: NodeJS.Timeout
  #byUs = false
  #readUs = 0
  /** Whether the messages of one read are being handed over. */
  #reading = false

  constructor(socket: WebSocket, arrivals: Arrivals, { clock, ledger }: SubscriberOptions) {
    this.#socket = socket
    this.#arrivals = arrivals
    this.#deadlineUs = ledger.config.deadlineUs
    this.#nowUs = () => clock.nowUs()
    this.#settling = setInterval(() => arrivals.receiver.settle(this.#nowUs()), SETTLE_MS)
    // Not before it is open: a listener would set what came with the handshake flowing before anyone parses it.
    socket.once('upgrade', (response: IncomingMessage) => {
      socket.once('open', () => this.#begin(response.socket))
    })
    socket.on('message', (data: Buffer) => {
      if (this.#reading) arrivals.receiver.gather(data, this.#readUs)
      else arrivals.receiver.see(data, this.#readUs)
    })
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(this.#end(code))))
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  cut(): void {
    this.#leave(this.#nowUs() - this.#deadlineUs)
  }

  latency = () => this.#arrivals.latency()
  examples = () => this.#arrivals.examples()

  /** Ends the connection after a drain: what was due until now and has not come is lost. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#leave(this.#nowUs())
    await this.closed
  }

  #begin(connection: Socket): void {
    connection.prependListener('data', () => {
      this.#readUs = this.#nowUs()
      this.#reading = true
    })
    // Behind the library's own listener, which emits the messages of a read before it returns.
    connection.on('data', () => {
      this.#reading = false
      this.#arrivals.receiver.flush()
    })
    this.#arrivals.receiver.up(this.#nowUs())
  }

  #leave(expectedUntilUs: number): void {
    if (this.#byUs || this.#socket.readyState === WebSocket.CLOSED) return
    this.#byUs = true
    this.#arrivals.receiver.down(expectedUntilUs)
    this.#socket.terminate()
  }

  #end(code: number): SubscriberClose {
    clearInterval(this.#settling)
    const atUs = this.#nowUs()
    this.#arrivals.receiver.settle(Number.POSITIVE_INFINITY)
    this.#arrivals.receiver.down(atUs)
    return { atUs, code: code === 0 ? ABNORMAL : code, byUs: this.#byUs }
  }
}

/** Resolves when the handshake is done; ends the socket when it is not. A bridge that drips octets gains no time. */
async function opened(
  socket: WebSocket,
  url: string,
  { connectTimeoutMs = 5000, signal }: SubscriberOptions,
): Promise<void> {
  const deadline = AbortSignal.timeout(connectTimeoutMs)
  try {
    await once(socket, 'open', { signal: signal ? AbortSignal.any([signal, deadline]) : deadline })
  } catch (cause) {
    socket.terminate()
    const why = deadline.aborted ? `no handshake within ${connectTimeoutMs} ms` : messageOf(cause)
    throw new Error(`Cannot connect a subscriber to ${hideSecrets(url)}: ${why}`, { cause })
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
