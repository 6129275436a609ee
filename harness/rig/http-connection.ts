import type { Socket } from 'node:net'
import { createReplyParser } from '../../simulators/softswitch/codec/reply-parser.ts'
import type { ReplyHead } from '../../simulators/softswitch/codec/reply-head.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import type { Tap } from './journal.ts'
import { OVERHEAD } from './room.ts'
import { dial, reset } from './secure-socket.ts'

/** A reply with the moment at which its last octet was read. */
export interface SeenReply {
  readonly status: number
  readonly head: ReplyHead
  readonly body: Buffer
  readonly at: number
}

/**
 * One HTTP/1.1 connection to the bridge's ingress, on a bare socket: octets go out as given, in the pieces given, and
 * nothing is repeated or merged.
 */
export interface HttpConnection extends Disposable {
  readonly replies: readonly SeenReply[]
  /** Everything that came, as it came; interim replies too. */
  readonly received: string
  /** Status of whatever came first, 0 when nothing did. */
  readonly firstStatus: number
  /** How it ended; undefined while it is open. */
  readonly end: 'finished' | 'reset' | undefined
  /** Octets that the kernel has taken. */
  readonly sentOctets: number
  /** Moment at which the kernel had taken everything written so far. */
  readonly sentAt: number
  /** What was wrong with a reply. */
  readonly problem: string | undefined
  /** Sends octets; several pieces go out one by one, each when the one before was taken and `pauseMs` have passed. */
  send(pieces: string | Uint8Array | readonly (string | Uint8Array)[], pauseMs?: number): Promise<void>
  /** Whether so many replies came, or the connection ended, within the time. */
  answered(count: number, withinMs: number): Promise<boolean>
  ended(withinMs: number): Promise<boolean>
  /** Half-closes. */
  finish(): void
  reset(): void
}

export interface HttpConnectionOptions {
  /** Address that the connection comes from. @default the system's choice */
  readonly localAddress?: string
  /** Authority of the bridge's certificate: the connection is TLS. @default plain */
  readonly authority?: string | undefined
  readonly tap?: Tap
}

export function openHttpConnection(host: string, port: number, options: HttpConnectionOptions = {}): HttpConnection {
  const { localAddress, authority, tap } = options
  return new BareConnection(dial({ host, port, allowHalfOpen: true, ...(localAddress !== undefined && { localAddress }) }, authority), tap)
}

const RECEIVED_LIMIT = 2 ** 20

class BareConnection implements HttpConnection {
  readonly replies: SeenReply[] = []
  readonly #socket: Socket
  readonly #tap: Tap | undefined
  readonly #parser = createReplyParser()
  #received = ''
  #end: 'finished' | 'reset' | undefined
  #problem: string | undefined
  #sentAt = 0

  constructor(socket: Socket, tap: Tap | undefined) {
    this.#socket = socket
    this.#tap = tap
    socket.on('data', (octets: Buffer) => this.#take(octets))
    socket.on('end', () => this.#finish())
    socket.on('error', () => {
      this.#end ??= 'reset'
    })
    socket.on('close', () => {
      this.#end ??= 'finished'
    })
  }

  get received(): string {
    return this.#received
  }
  get firstStatus(): number {
    return Number(/^HTTP\/1\.[01] (\d{3})/.exec(this.#received)?.[1] ?? 0)
  }
  get end(): 'finished' | 'reset' | undefined {
    return this.#end
  }
  get sentOctets(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength
  }
  get sentAt(): number {
    return this.#sentAt
  }
  get problem(): string | undefined {
    return this.#problem
  }

  async send(given: string | Uint8Array | readonly (string | Uint8Array)[], pauseMs = 0): Promise<void> {
    const pieces = typeof given === 'string' || given instanceof Uint8Array ? [given] : given
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await new Promise<void>((resolve) => (pauseMs > 0 ? setTimeout(resolve, pauseMs) : setImmediate(resolve)))
      if (!(await this.#write(Buffer.from(piece)))) return
    }
  }

  async answered(count: number, withinMs: number): Promise<boolean> {
    await settled('replies come', () => this.replies.length >= count || this.#end !== undefined, withinMs)
    return this.replies.length >= count
  }
  async ended(withinMs: number): Promise<boolean> {
    return settled('the connection ends', () => this.#end !== undefined, withinMs)
  }
  finish(): void {
    this.#socket.end()
  }
  reset(): void {
    reset(this.#socket)
  }
  [Symbol.dispose](): void {
    this.#socket.destroy()
  }

  /** Whether the kernel took it. */
  #write(octets: Buffer): Promise<boolean> {
    if (this.#socket.destroyed) return Promise.resolve(false)
    this.#tap?.toBridge(octets)
    return new Promise((resolve) => {
      this.#socket.write(octets, (error) => {
        this.#sentAt = performance.now()
        resolve(!error)
      })
    })
  }

  #take(octets: Buffer): void {
    this.#tap?.fromBridge(octets)
    if (this.#tap?.room.take(octets.length) === false) return this.reset()
    if (this.#received.length < RECEIVED_LIMIT) this.#received += octets.toString('latin1')
    this.#parse(() => this.#parser.push(octets, (head, body) => this.#see(head, body)))
  }

  #finish(): void {
    this.#end ??= 'finished'
    this.#parse(() => this.#parser.end((head, body) => this.#see(head, body)))
    // Our side goes on: a request may still be under way. Nothing more comes back, though.
    if (this.#socket.writableLength === 0) this.#socket.end()
  }

  #see(head: ReplyHead, body: Buffer): void {
    if (this.#tap?.room.take(OVERHEAD) === false) return this.reset()
    this.replies.push({ status: head.status, head, body, at: performance.now() })
  }

  #parse(step: () => void): void {
    if (this.#problem !== undefined) return
    try {
      step()
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error)
    }
  }
}

async function settled(what: string, condition: () => boolean, withinMs: number): Promise<boolean> {
  try {
    return await waitUntil(what, condition, { withinMs, everyMs: 5 })
  } catch {
    return false
  }
}
