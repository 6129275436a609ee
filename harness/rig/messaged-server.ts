import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { headerOf, readRequest, type RawRequest } from '../codec/http-request.ts'
import { type FrameToWrite, OPCODE, readFrame, type WebsocketFrame, writeFrame } from '../codec/websocket-frame.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import { callStartFields } from './ingress.ts'
import type { Input } from './input.ts'
import type { Journal, Tap } from './journal.ts'
import type { Credentials } from '../target/test-authority.ts'
import { OVERHEAD } from './room.ts'
import { accept, onceSecured, reset } from './secure-socket.ts'

/** How handshakes are answered. */
export type Handshake =
  | { readonly kind: 'accept' }
  /** With this status line and these headers, then the connection ends. */
  | { readonly kind: 'refuse'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** 101 with a Sec-WebSocket-Accept that is not the right one. */
  | { readonly kind: 'wrong-accept' }
  /** Accepted connections are reset before anything is read. */
  | { readonly kind: 'reset' }

/** One connection of the bridge to the websocket of the softswitch. */
export interface MessagedLink {
  readonly openedAt: number
  readonly closedAt: number | undefined
  /** Whether octets could flow: over TLS, the bridge took the certificate. */
  readonly secured: boolean
  /** The handshake's request; undefined before it has come. */
  readonly request: RawRequest | undefined
  readonly accepted: boolean
  /** Frames of the bridge. */
  readonly frames: readonly WebsocketFrame[]
  send(frame: FrameToWrite): void
  sendText(text: string): void
  /** Octets as they are; several pieces go out one by one. */
  sendOctets(pieces: Uint8Array | readonly Uint8Array[]): Promise<void>
  /** From now on nothing is read, and so nothing is answered; the connection stays open. */
  fallSilent(): void
  finish(): void
  reset(): void
}

/** The websocket of a softswitch that the bridge subscribes to, on bare sockets. */
export interface MessagedServer extends Input, AsyncDisposable {
  readonly port: number
  readonly links: readonly MessagedLink[]
  /** The newest accepted connection. @throws Error when there is none */
  readonly link: MessagedLink
  behave(handshake: Handshake): void
  /** From the next connection on it proves itself by this certificate. */
  present(credentials: Credentials): void
  /** Waits for an accepted connection after this many. */
  relinked(count: number, withinMs: number): Promise<boolean>
}

export interface MessagedServerOptions {
  readonly host: string
  /** @default 0, a free one */
  readonly port?: number | undefined
  /** What it proves itself by: its URL is `wss`. @default plain */
  readonly credentials?: Credentials | undefined
  readonly journal: Journal
}

export async function startMessagedServer({ host, port: given = 0, journal, ...options }: MessagedServerOptions): Promise<MessagedServer> {
  const links: Link[] = []
  let handshake: Handshake = { kind: 'accept' }
  let { credentials } = options
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (carrier) => {
    const socket = accept(carrier, credentials)
    if (handshake.kind === 'reset') {
      socket.on('error', () => undefined)
      reset(socket)
    }
    links.push(new Link(socket, () => handshake, journal.tap(`messaged #${links.length + 1}`)))
  })
  server.listen(given, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const accepted = (): Link | undefined => links.findLast((link) => link.accepted && link.closedAt === undefined)
  const wait = async (count: number, withinMs: number): Promise<boolean> => {
    try {
      return await waitUntil('the bridge subscribes', () => links.length > count && accepted() !== undefined && links.indexOf(accepted() as Link) >= count, { withinMs })
    } catch {
      return false
    }
  }
  const link = (): Link => {
    const found = accepted()
    if (!found) throw new Error('Cannot use the messaged websocket as the bridge must have subscribed: current value is no connection')
    return found
  }
  return {
    name: 'messaged-websocket',
    port,
    links,
    get link() {
      return link()
    },
    behave: (next) => {
      handshake = next
    },
    present: (next) => {
      credentials = next
    },
    relinked: wait,
    ready: (withinMs) => wait(0, withinMs),
    mark: (...uniqueids) => accepted()?.sendOctets(Buffer.concat(uniqueids.map((uniqueid) => textFrame(JSON.stringify({ ...callStartFields(uniqueid), machine: 1 }))))),
    [Symbol.asyncDispose]: async () => {
      for (const open of links) open.reset()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

const textFrame = (text: string): Buffer => writeFrame({ opcode: OPCODE.text, payload: Buffer.from(text) })

const FRAME_LIMIT = 2 ** 20

class Link implements MessagedLink {
  readonly openedAt = performance.now()
  readonly frames: WebsocketFrame[] = []
  readonly #socket: Socket
  readonly #handshake: () => Handshake
  readonly #tap: Tap
  #buffer: Buffer = Buffer.alloc(0)
  #request: RawRequest | undefined
  #accepted = false
  #closedAt: number | undefined
  #secured = false

  constructor(socket: Socket, handshake: () => Handshake, tap: Tap) {
    this.#socket = socket
    this.#handshake = handshake
    this.#tap = tap
    onceSecured(socket, () => {
      this.#secured = true
    })
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      this.#closedAt = performance.now()
      tap.note('closed')
    })
    socket.on('data', (octets: Buffer) => this.#take(octets))
  }

  get closedAt(): number | undefined {
    return this.#closedAt
  }
  get secured(): boolean {
    return this.#secured
  }
  get request(): RawRequest | undefined {
    return this.#request
  }
  get accepted(): boolean {
    return this.#accepted
  }
  send(frame: FrameToWrite): void {
    this.#write(writeFrame(frame))
  }
  sendText(text: string): void {
    this.#write(textFrame(text))
  }
  async sendOctets(given: Uint8Array | readonly Uint8Array[]): Promise<void> {
    for (const piece of given instanceof Uint8Array ? [given] : given) {
      this.#write(Buffer.from(piece))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  fallSilent(): void {
    this.#socket.pause()
  }
  finish(): void {
    this.#socket.end()
  }
  reset(): void {
    reset(this.#socket)
  }

  #write(octets: Buffer): void {
    if (this.#socket.destroyed) return
    this.#tap.toBridge(octets)
    this.#socket.write(octets)
  }

  #take(octets: Buffer): void {
    this.#tap.fromBridge(octets)
    if (!this.#tap.room.take(octets.length)) return this.reset()
    this.#buffer = this.#buffer.length === 0 ? octets : Buffer.concat([this.#buffer, octets])
    if (this.#request === undefined && !this.#shakeHands()) return
    while (!this.#socket.destroyed) {
      const head = readFrame(this.#buffer, FRAME_LIMIT)
      if (head.kind === 'incomplete') return
      if (head.kind === 'oversize' || !this.#tap.room.take(OVERHEAD)) return this.reset()
      this.#buffer = this.#buffer.subarray(head.frame.octets)
      this.frames.push(head.frame)
      if (head.frame.opcode === OPCODE.ping) this.send({ opcode: OPCODE.pong, payload: head.frame.payload })
    }
  }

  /** Whether frames may follow. */
  #shakeHands(): boolean {
    const read = readRequest(this.#buffer, 0)
    if (read.kind === 'incomplete') return false
    if (read.kind === 'malformed') {
      this.reset()
      return false
    }
    this.#request = read.request
    this.#buffer = this.#buffer.subarray(read.octets)
    return this.#reply(read.request, this.#handshake())
  }

  #reply(request: RawRequest, handshake: Handshake): boolean {
    switch (handshake.kind) {
      case 'accept':
      case 'wrong-accept': {
        const key = handshake.kind === 'accept' ? (headerOf(request, 'sec-websocket-key') ?? '') : 'another'
        const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
        this.#write(Buffer.from(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`))
        this.#accepted = handshake.kind === 'accept'
        return true
      }
      case 'refuse': {
        const lines = Object.entries({ 'Content-Length': '0', Connection: 'close', ...handshake.headers }).map(([name, value]) => `${name}: ${value}\r\n`)
        this.#write(Buffer.from(`HTTP/1.1 ${handshake.status} Refused\r\n${lines.join('')}\r\n`))
        this.#socket.end()
        return false
      }
      case 'reset':
        return false
    }
  }
}
