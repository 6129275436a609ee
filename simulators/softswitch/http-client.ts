import { isIP } from 'node:net'
import type { Clock } from '../timing/clock.ts'
import type { PostTarget } from './codec/http-request.ts'
import { DEFAULT_REPLY_LIMITS, type ReplyLimits } from './codec/reply-parser.ts'
import { type Connect, connectTcp } from './connect.ts'
import { createFifo } from './fifo.ts'
import { type ConnectionOwner, type HttpConnection, openHttpConnection } from './http-connection.ts'
import { createOutbox } from './outbox.ts'
import { createPost, type Post, type PostListener, type PostOutcome } from './post.ts'

/** What limits one machine's HTTP client. */
export interface HttpClientOptions {
  readonly clock: Clock
  /** IP address to connect from; the system chooses when it is undefined. */
  readonly localAddress?: string | undefined
  /** Most connections at a time. @default 64 */
  readonly maxConnections?: number
  /** Most POSTs that wait for a connection; a further one fails at once. @default 10000 */
  readonly maxQueued?: number
  /** From the due time of a POST to its reply, microseconds. @default 5000000 */
  readonly timeoutUs?: number
  /** Most octets of a reply. @default 16384 for the head, 65536 for the body */
  readonly replyLimits?: ReplyLimits
  /** @default connectTcp */
  readonly connect?: Connect
}

/**
 * Posts over a bounded pool of keep-alive connections, one request at a time on each, never repeated. Latest used
 * connections are used first, so that those which a lower rate does not need grow old and are closed.
 */
export interface HttpClient extends AsyncDisposable {
  /**
   * Posts a body of ASCII text, now or when a connection is free.
   * @param dueUs when it was due: its limit counts from there
   */
  post(body: string, dueUs: number, listener: PostListener): void
  /** Connections that are open or being opened. */
  readonly connections: number
  /** POSTs that wait for a connection. */
  readonly queued: number
}

/** How late a limit is noticed, milliseconds; what is recorded is the limit itself. */
const SWEEP_MS = 10
/** Free connections are closed after this, as Node's own servers do so after 5 s and a POST would meet the close. */
const MAX_IDLE_SECONDS = 4

const TIMEOUT: PostOutcome = { kind: 'timeout' }
const ABORTED: PostOutcome = { kind: 'aborted' }

/** @throws TypeError when the local address is not an IP address. */
export function createHttpClient(target: PostTarget, options: HttpClientOptions): HttpClient {
  const { clock, localAddress, maxConnections = 64, maxQueued = 10_000, timeoutUs = 5_000_000 } = options
  if (localAddress !== undefined && isIP(localAddress) === 0) {
    throw new TypeError(`Cannot post from an address as it must be an IP address: current value is "${localAddress}"`)
  }
  const opening = {
    target,
    clock,
    localAddress,
    connect: options.connect ?? connectTcp,
    limits: options.replyLimits ?? DEFAULT_REPLY_LIMITS,
    outbox: createOutbox(),
  }
  const queue = createFifo<Post>()
  /** Usable connections; those that are gone leave at once, though their socket may still be closing. */
  const live = new Set<HttpConnection>()
  const connecting = new Set<HttpConnection>()
  const closing = new Set<HttpConnection>()
  /** Free connections, the longest free first. */
  const idle: HttpConnection[] = []
  let disposal: Promise<void> | undefined
  let onAllClosed = (): void => {}

  const settle = (post: Post, outcome: PostOutcome): void => {
    post.settledUs = outcome.kind === 'timeout' ? post.dueUs + timeoutUs : clock.nowUs()
    post.listener.settled(post, outcome)
  }
  const grant = (connection: HttpConnection, post: Post, nowUs = clock.nowUs()): void => {
    post.grantedUs = nowUs
    connection.send(post)
  }
  const grow = (): void => {
    while (disposal === undefined && connecting.size < queue.size && live.size < maxConnections) {
      const connection = openHttpConnection(opening, owner)
      live.add(connection)
      connecting.add(connection)
    }
  }

  const owner: ConnectionOwner = {
    free(connection) {
      connecting.delete(connection)
      const post = queue.shift()
      if (post === undefined) idle.push(connection)
      else grant(connection, post)
    },
    gone(connection, error) {
      live.delete(connection)
      connecting.delete(connection)
      closing.add(connection)
      const at = idle.indexOf(connection)
      if (at >= 0) idle.splice(at, 1)
      // Each failed attempt costs the POST that has waited longest: without this, nothing would end while all fail.
      const post = error === undefined ? undefined : queue.shift()
      if (post !== undefined && error !== undefined) settle(post, { kind: 'failed', error })
      grow()
    },
    closed(connection) {
      closing.delete(connection)
      if (closing.size === 0 && live.size === 0) onAllClosed()
    },
  }

  const expireQueued = (nowUs: number): void => {
    for (let post = queue.peek(); post !== undefined && post.dueUs + timeoutUs <= nowUs; post = queue.peek()) {
      queue.shift()
      settle(post, TIMEOUT)
    }
  }
  const isOverdue = (connection: HttpConnection, nowUs: number): boolean => {
    if (connection.current !== undefined) return connection.current.dueUs + timeoutUs <= nowUs
    const idleUs = Math.min(MAX_IDLE_SECONDS, (connection.idleSeconds ?? Infinity) - 1) * 1e6
    return connection.waitingSinceUs + (connecting.has(connection) ? timeoutUs : Math.max(idleUs, 0)) <= nowUs
  }
  const sweep = (): void => {
    const nowUs = clock.nowUs()
    expireQueued(nowUs)
    for (const connection of live) {
      if (!isOverdue(connection, nowUs)) continue
      if (connection.current !== undefined) connection.current.settledUs = connection.current.dueUs + timeoutUs
      connection.close(TIMEOUT)
    }
  }
  const timer = setInterval(sweep, SWEEP_MS)

  const dispose = async (): Promise<void> => {
    clearInterval(timer)
    const allClosed = new Promise<void>((resolve) => (onAllClosed = resolve))
    for (let post = queue.shift(); post !== undefined; post = queue.shift()) settle(post, ABORTED)
    for (const connection of live) connection.close(ABORTED)
    if (closing.size > 0) await allClosed
  }

  return {
    get connections() {
      return live.size
    },
    get queued() {
      return queue.size
    },
    post(body, dueUs, listener) {
      const post = createPost(body, dueUs, clock.nowUs(), listener)
      if (disposal !== undefined) return settle(post, ABORTED)
      const connection = idle.pop()
      if (connection !== undefined) return grant(connection, post, post.submittedUs)
      if (queue.size >= maxQueued) {
        const error = new Error(`Cannot post an event as at most ${maxQueued} may wait for a connection`)
        return settle(post, { kind: 'failed', error })
      }
      queue.push(post)
      grow()
    },
    [Symbol.asyncDispose]: () => (disposal ??= dispose()),
  }
}
