import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { OPCODE, readFrame, writeFrame, type FrameToWrite, type WebsocketFrame } from '../codec/websocket-frame.ts'
import type { EventMapping } from '../model/event-mapping.ts'
import type { Delivery } from '../model/observation.ts'
import type { Tap } from './journal.ts'
import type { Output } from './output.ts'
import { inflateMessage } from './inflate-message.ts'
import { OVERHEAD } from './room.ts'
import { dial, reset } from './secure-socket.ts'

export interface WatcherOptions {
  /** Place among the subscribers of a check. @default 0 */
  readonly receiver?: number
  /** Request headers instead of the usual ones, by name; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** @default 'GET' */
  readonly method?: string
  /** Whether pings are answered, as any client does. @default true */
  readonly pong?: boolean
  /** Milliseconds until the handshake must be answered. @default 5000 */
  readonly deadlineMs?: number
  /** Whether no reply within the deadline is an answer too: the status is 0 then. @default false */
  readonly lenient?: boolean
  /** How the bridge's events are read. @default as the contract has them */
  readonly mapping?: EventMapping | undefined
  /** Authority of the bridge's certificate, for a `wss` URL. */
  readonly authority?: string | undefined
  readonly tap?: Tap
  readonly signal?: AbortSignal
}

/** A frame with the moment at which its last octet was read. */
export interface SeenFrame {
  readonly frame: WebsocketFrame
  readonly at: number
}

/** Longest message that a watcher reads, in one frame or several; contract events are far below. */
const MESSAGE_LIMIT = 8 * 2 ** 20
/** Reserved bit of the first frame of a compressed message (RFC 7692 section 6). */
const COMPRESSED = 4
/** Longest reply to a handshake. */
const REPLY_LIMIT = 65_536

/**
 * A websocket client on a bare socket that keeps every frame as it came: masking, fragments, reserved bits and control
 * frames stay visible, and anything may be sent.
 */
export interface WebsocketWatcher extends Output, AsyncDisposable {
  /** Status of the handshake's reply. */
  readonly status: number
  /** The reply's head as it came. */
  readonly reply: string
  /** Whether the reply accepts the handshake with the right Sec-WebSocket-Accept. */
  readonly accepted: boolean
  readonly frames: readonly SeenFrame[]
  /** How the connection ended; undefined while it is open. */
  readonly end: 'finished' | 'reset' | undefined
  /** Code of the close frame that the bridge sent, 1005 when it had none. */
  readonly closeCode: number | undefined
  /** Octets that the kernel has taken of what was sent. */
  readonly sentOctets: number
  /** Sends one frame, masked as a client must unless it says otherwise. */
  send(frame: FrameToWrite): void
  /** Sends octets as they are. */
  sendOctets(octets: Uint8Array): void
  pause(): void
  resume(): void
  /** Half-closes the connection. */
  finish(): void
  reset(): void
}

/** Opens a connection and sends the handshake; resolves with whatever the bridge answers. */
export async function openWatcher(url: string, options: WatcherOptions = {}): Promise<WebsocketWatcher> {
  const { protocol, hostname, port, host, pathname, search } = new URL(url)
  const key = randomBytes(16).toString('base64')
  const authority = protocol === 'wss:' ? (options.authority ?? '') : undefined
  const socket = dial({ host: hostname, port: Number(port) }, authority)
  const state = new WatcherState(socket, options)
  socket.write(handshake(`${pathname}${search}`, host, key, options))
  await state.replied(options.deadlineMs ?? 5000, options.signal, options.lenient ?? false)
  state.expectAccept(createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64'))
  return state
}

function handshake(path: string, host: string, key: string, options: WatcherOptions): string {
  const headers: Record<string, string | undefined> = {
    Host: host,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': key,
    'Sec-WebSocket-Version': '13',
    ...options.headers,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return `${options.method ?? 'GET'} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}

class WatcherState implements WebsocketWatcher {
  readonly frames: SeenFrame[] = []
  /** Complete text and binary messages. */
  readonly deliveries: Delivery[] = []
  readonly name: string
  readonly #socket: Socket
  readonly #options: WatcherOptions
  #buffer: Buffer = Buffer.alloc(0)
  readonly #parts: WebsocketFrame[] = []
  #partOctets = 0
  #reply: string | undefined
  #accepted = false
  #end: 'finished' | 'reset' | undefined
  #onReply: (() => void) | undefined

  constructor(socket: Socket, options: WatcherOptions) {
    this.#socket = socket
    this.#options = options
    this.name = options.receiver ? `websocket ${options.receiver + 1}` : 'websocket'
    socket.on('data', (octets: Buffer) => this.#take(octets))
    socket.on('error', () => {
      this.#end ??= 'reset'
    })
    socket.on('close', () => {
      this.#end ??= 'finished'
      this.#onReply?.()
    })
  }

  get reply(): string {
    return this.#reply ?? ''
  }
  get status(): number {
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(this.reply)?.[1] ?? 0)
  }
  get accepted(): boolean {
    return this.#accepted
  }
  get end(): 'finished' | 'reset' | undefined {
    return this.#end
  }
  get closeCode(): number | undefined {
    const payload = this.frames.find(({ frame }) => frame.opcode === OPCODE.close)?.frame.payload
    if (payload === undefined) return undefined
    return payload.length < 2 ? 1005 : payload.readUInt16BE(0)
  }
  get sentOctets(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength
  }

  /** Resolves when the reply's head has come or the connection has ended. */
  replied(deadlineMs: number, signal: AbortSignal | undefined, lenient: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        if (error === undefined) return resolve()
        this.#socket.destroy()
        reject(error instanceof Error ? error : new Error('Cannot open a websocket', { cause: error }))
      }
      const onAbort = (): void => settle(signal?.reason)
      const late = (): unknown => (lenient ? undefined : new Error(`Cannot open a websocket as no reply came in ${deadlineMs} ms`))
      const timer = setTimeout(() => settle(late()), deadlineMs)
      signal?.addEventListener('abort', onAbort)
      this.#onReply = () => settle()
      if (this.#reply !== undefined || this.#end !== undefined) settle()
    })
  }

  expectAccept(accept: string): void {
    const given = /^sec-websocket-accept:[ \t]*(.*?)[ \t]*\r$/im.exec(this.reply)?.[1]
    this.#accepted = this.status === 101 && given === accept
  }

  send(frame: FrameToWrite): void {
    this.sendOctets(writeFrame({ mask: randomBytes(4), ...frame }))
  }
  sendOctets(octets: Uint8Array): void {
    if (this.#socket.destroyed) return
    this.#options.tap?.toBridge(octets)
    this.#socket.write(octets)
  }
  pause(): void {
    this.#socket.pause()
  }
  resume(): void {
    this.#socket.resume()
  }
  finish(): void {
    this.#socket.end()
  }
  reset(): void {
    reset(this.#socket)
  }
  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy()
  }

  #take(octets: Buffer): void {
    this.#options.tap?.fromBridge(octets)
    if (!this.#hasRoom(octets.length)) return this.reset()
    this.#buffer = this.#buffer.length === 0 ? octets : Buffer.concat([this.#buffer, octets])
    if (this.#reply === undefined && !this.#takeReply()) return
    while (!this.#socket.destroyed) {
      const head = readFrame(this.#buffer, MESSAGE_LIMIT)
      if (head.kind === 'incomplete') return
      if (head.kind === 'oversize' || !this.#hasRoom(OVERHEAD)) return this.reset()
      this.#buffer = this.#buffer.subarray(head.frame.octets)
      this.#see(head.frame)
    }
  }

  #hasRoom(octets: number): boolean {
    return this.#options.tap?.room.take(octets) ?? true
  }

  #takeReply(): boolean {
    const end = this.#buffer.indexOf('\r\n\r\n')
    if (end < 0) {
      if (this.#buffer.length > REPLY_LIMIT) this.reset()
      return false
    }
    this.#reply = this.#buffer.toString('latin1', 0, end + 4)
    this.#buffer = this.#buffer.subarray(end + 4)
    this.#onReply?.()
    return this.status === 101
  }

  #see(frame: WebsocketFrame): void {
    const at = performance.now()
    this.frames.push({ frame, at })
    if (frame.opcode === OPCODE.ping && (this.#options.pong ?? true)) {
      this.send({ opcode: OPCODE.pong, payload: frame.payload })
    }
    if (frame.opcode > OPCODE.binary) return
    this.#parts.push(frame)
    this.#partOctets += frame.payload.length
    if (this.#partOctets > MESSAGE_LIMIT) return this.reset()
    if (!frame.fin) return
    this.#partOctets = 0
    const payload = this.#message(this.#parts.splice(0))
    if (!payload) return this.reset()
    const { receiver = 0, mapping } = this.#options
    this.deliveries.push({ kind: 'websocket', receiver, index: this.deliveries.length, at, payload, mapping })
  }

  /**
   * The message of its frames, inflated where compression was agreed on and the first frame says so; undefined when it
   * grows too much by that.
   */
  #message(parts: readonly WebsocketFrame[]): Buffer | undefined {
    const payloads = parts.map(({ payload }) => payload)
    const [whole = Buffer.alloc(0)] = payloads.length === 1 ? payloads : [Buffer.concat(payloads)]
    const isCompressed = ((parts[0]?.rsv ?? 0) & COMPRESSED) !== 0 && /^sec-websocket-extensions:.*\bpermessage-deflate\b/im.test(this.reply)
    if (!isCompressed) return whole
    const inflated = inflateMessage(whole, MESSAGE_LIMIT)
    return inflated && this.#hasRoom(inflated.length) ? inflated : undefined
  }
}
