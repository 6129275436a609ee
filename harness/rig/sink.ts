import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { readRequest, type RawRequest } from '../codec/http-request.ts'
import type { EventMapping } from '../model/event-mapping.ts'
import type { Delivery } from '../model/observation.ts'
import type { Tap } from './journal.ts'
import type { Credentials } from '../target/test-authority.ts'
import type { Output } from './output.ts'
import { OVERHEAD } from './room.ts'
import { accept, onceSecured, reset } from './secure-socket.ts'

/** What a sink does with a request that it has read in full (or with a connection, where it says so). */
export type SinkBehaviour =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** @default none */
      readonly headers?: Readonly<Record<string, string>>
      /** @default empty */
      readonly body?: string
      /** Milliseconds before the reply; a function is asked for each request. @default 0 */
      readonly delayMs?: number | (() => number)
      /** Whether the connection is ended (FIN) right behind the reply, without saying so. @default false */
      readonly thenFinish?: boolean
    }
  /** Reads and never answers. */
  | { readonly kind: 'hang' }
  /** Resets each connection as soon as it is accepted. */
  | { readonly kind: 'reset-on-accept' }
  /** Sends half of a reply, then resets. */
  | { readonly kind: 'reset-in-reply' }
  /** Ends the connection without a reply. */
  | { readonly kind: 'finish' }
  /** Answers with these octets instead of HTTP. */
  | { readonly kind: 'octets'; readonly text: string }
  /** Answers 200 with one chunk a second, without an end. */
  | { readonly kind: 'endless' }

/** A request with the moment at which its last octet was read. */
export interface SeenRequest {
  readonly request: RawRequest
  readonly at: number
  readonly connection: SinkConnection
}

export interface SinkConnection {
  readonly openedAt: number
  readonly closedAt: number | undefined
  /** Whether octets could flow: over TLS, the bridge took the certificate. */
  readonly secured: boolean
}

/** A webhook URL of ours that behaves as it is told and keeps every request as it came. */
export interface StartedSink extends Output, AsyncDisposable {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  readonly connections: readonly SinkConnection[]
  /** Requests that were not HTTP, in words. */
  readonly problems: readonly string[]
  behave(behaviour: SinkBehaviour): void
  /** From the next connection on it proves itself by this certificate; living connections are reset. */
  present(credentials: Credentials): void
}

export interface SinkOptions {
  /** Place among the URLs of a bridge. @default 0 */
  readonly receiver?: number
  /** @default '/hook' */
  readonly path?: string
  /** @default '127.0.0.1' */
  readonly host?: string
  /** @default 0, a free one */
  readonly port?: number
  /** `user:password` that the URL carries. @default none */
  readonly userinfo?: string
  /** How the bridge's events are read. @default as the contract has them */
  readonly mapping?: EventMapping | undefined
  /** What it proves itself by: its URL is `https`. @default plain */
  readonly credentials?: Credentials | undefined
  readonly tap?: Tap
}

const BODY_LIMIT = 8 * 2 ** 20
/** A reset that comes together with octets can reach the reader as an ordinary end. */
const RESET_AFTER_MS = 20
const NO_CONTENT: SinkBehaviour = { kind: 'answer', status: 204 }

export async function startSink(options: SinkOptions = {}): Promise<StartedSink> {
  const host = options.host ?? '127.0.0.1'
  const sink = new Sink(options)
  const server = createServer({ noDelay: true }, (socket) => sink.join(socket))
  server.listen(options.port ?? 0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const userinfo = options.userinfo === undefined ? '' : `${options.userinfo}@`
  return Object.assign(sink, {
    url: `${options.credentials ? 'https' : 'http'}://${userinfo}${host}:${port}${options.path ?? '/hook'}`,
    [Symbol.asyncDispose]: async () => {
      sink.close()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  })
}

class Sink {
  readonly requests: SeenRequest[] = []
  readonly deliveries: Delivery[] = []
  readonly connections: SinkConnection[] = []
  readonly problems: string[] = []
  readonly name: string
  readonly #receiver: number
  readonly #tap: Tap | undefined
  readonly #sockets = new Set<Socket>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #behaviour: SinkBehaviour = NO_CONTENT
  readonly #mapping: EventMapping | undefined
  #credentials: Credentials | undefined

  constructor({ receiver = 0, mapping, credentials, tap }: SinkOptions) {
    this.#tap = tap
    this.#mapping = mapping
    this.#credentials = credentials
    this.#receiver = receiver
    this.name = `webhook ${receiver + 1}`
  }

  behave(behaviour: SinkBehaviour): void {
    this.#behaviour = behaviour
  }

  present(credentials: Credentials): void {
    this.#credentials = credentials
    for (const socket of this.#sockets) reset(socket)
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    for (const socket of this.#sockets) socket.destroy()
  }

  join(carrier: Socket): void {
    const socket = accept(carrier, this.#credentials)
    const connection: { openedAt: number; closedAt: number | undefined; secured: boolean } = { openedAt: performance.now(), closedAt: undefined, secured: false }
    this.connections.push(connection)
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      connection.closedAt = performance.now()
      this.#sockets.delete(socket)
    })
    onceSecured(socket, () => {
      connection.secured = true
    })
    if (this.#behaviour.kind === 'reset-on-accept') {
      reset(socket)
      return
    }
    let buffer: Buffer = Buffer.alloc(0)
    socket.on('data', (octets: Buffer) => {
      this.#tap?.fromBridge(octets)
      if (!this.#hasRoom(octets.length)) return reset(socket)
      buffer = buffer.length === 0 ? octets : Buffer.concat([buffer, octets])
      buffer = this.#read(socket, connection, buffer)
    })
  }

  /** Takes every complete request and returns what is left. */
  #read(socket: Socket, connection: SinkConnection, octets: Buffer): Buffer {
    for (let rest = octets; ; ) {
      const result = readRequest(rest, BODY_LIMIT)
      if (result.kind === 'incomplete') return rest
      if (result.kind === 'malformed' || !this.#hasRoom(OVERHEAD)) {
        this.problems.push(result.kind === 'malformed' ? result.problem : 'there are too many')
        socket.destroy()
        return Buffer.alloc(0)
      }
      rest = rest.subarray(result.octets)
      this.#see(result.request, connection)
      this.#answer(socket)
    }
  }

  #hasRoom(octets: number): boolean {
    return this.#tap?.room.take(octets) ?? true
  }

  #see(request: RawRequest, connection: SinkConnection): void {
    const at = performance.now()
    this.requests.push({ request, at, connection })
    const index = this.deliveries.length
    this.deliveries.push({ kind: 'webhook', receiver: this.#receiver, index, at, payload: request.body, mapping: this.#mapping })
  }

  #answer(socket: Socket): void {
    const behaviour = this.#behaviour
    switch (behaviour.kind) {
      case 'answer': {
        const delay = typeof behaviour.delayMs === 'function' ? behaviour.delayMs() : (behaviour.delayMs ?? 0)
        this.#later(delay, () => {
          socket.write(replyOf(behaviour))
          if (behaviour.thenFinish) socket.end()
        })
        return
      }
      case 'hang':
      case 'reset-on-accept':
        return
      case 'reset-in-reply':
        socket.write('HTTP/1.1 200 OK\r\nContent-')
        this.#later(RESET_AFTER_MS, () => reset(socket))
        return
      case 'finish':
        socket.end()
        return
      case 'octets':
        socket.end(behaviour.text)
        return
      case 'endless':
        this.#endless(socket)
    }
  }

  #later(delayMs: number, act: () => void): void {
    if (delayMs <= 0) return act()
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, delayMs)
    this.#timers.add(timer)
  }

  #endless(socket: Socket): void {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    const timer = setInterval(() => socket.write('1\r\nx\r\n'), 1000)
    this.#timers.add(timer)
    socket.on('close', () => {
      clearInterval(timer)
      this.#timers.delete(timer)
    })
  }
}

function replyOf({ status, headers = {}, body = '' }: Extract<SinkBehaviour, { kind: 'answer' }>): string {
  const length = status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const lines = Object.entries({ ...length, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} Callstorm\r\n${lines.join('')}\r\n${body}`
}
