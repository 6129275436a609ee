import type { Clock } from '../timing/clock.ts'
import type { PostTarget } from './codec/http-request.ts'
import type { ReplyHead } from './codec/reply-head.ts'
import { createReplyParser, type ReplyLimits } from './codec/reply-parser.ts'
import type { Connect } from './connect.ts'
import type { Outbox, Outgoing } from './outbox.ts'
import type { Post, PostOutcome } from './post.ts'

/** One keep-alive connection that carries one POST at a time. */
export interface HttpConnection extends Outgoing {
  /** Takes a request, which is written when the outbox says so; only when the connection is free. */
  send(post: Post): void
  /** Writes the request that was taken, unless the connection is gone by now. */
  write(): void
  /** Closes at once; a POST on its way is settled with the outcome. */
  close(outcome: PostOutcome): void
  /** The POST that waits for its reply. */
  readonly current: Post | undefined
  /** Since when it has been connecting or free, microseconds. */
  readonly waitingSinceUs: number
  /** Seconds that the server said it keeps a free connection; undefined when it said nothing. */
  readonly idleSeconds: number | undefined
}

/** What the owner of a connection is told. */
export interface ConnectionOwner {
  /** Connected, or done with a POST: `send()` may be called. */
  free(connection: HttpConnection): void
  /** Called once, when it carries nothing any more. `error` says why, when it never was free. */
  gone(connection: HttpConnection, error: Error | undefined): void
  /** Called once, when the socket is released. */
  closed(connection: HttpConnection): void
}

export interface ConnectionOptions {
  readonly target: PostTarget
  readonly clock: Clock
  readonly connect: Connect
  readonly localAddress: string | undefined
  readonly limits: ReplyLimits
  readonly outbox: Outbox
}

export function openHttpConnection(options: ConnectionOptions, owner: ConnectionOwner): HttpConnection {
  const { target, clock, outbox } = options
  const parser = createReplyParser(options.limits)
  let current: Post | undefined
  let phase: 'connecting' | 'open' | 'gone' = 'connecting'
  let flushed = false
  let waitingSinceUs = clock.nowUs()
  let idleSeconds: number | undefined
  /** Heads of the final replies in the octets at hand: one is right, a second one was not asked for. */
  let heads: ReplyHead[] = []

  const connection: HttpConnection = {
    get current() {
      return current
    },
    get waitingSinceUs() {
      return waitingSinceUs
    },
    get idleSeconds() {
      return idleSeconds
    },
    send(post) {
      current = post
      outbox.add(connection)
    },
    write() {
      const post = current
      if (post === undefined) return
      const request = target.render(post.body)
      post.octets = request.length
      post.writtenUs = clock.nowUs()
      flushed = false
      post.listener.writing?.(post)
      socket.write(request, 'latin1')
      // The kernel nearly always takes a request at once: only otherwise is a callback worth its price.
      if (socket.writableLength === 0 && socket.errored === null) onFlushed()
      else socket.write('', 'latin1', onFlushed)
    },
    close: (outcome) => leave(outcome),
  }

  const leave = (outcome: PostOutcome, error?: Error, atUs = clock.nowUs()): void => {
    if (phase === 'gone') return
    const neverOpen = phase === 'connecting'
    phase = 'gone'
    socket.destroy()
    owner.gone(connection, neverOpen ? error : undefined)
    settle(outcome, atUs)
  }
  const fail = (error: Error): void => leave({ kind: 'failed', error }, error)

  const settle = (outcome: PostOutcome, atUs: number): void => {
    const post = current
    current = undefined
    if (post === undefined) return
    if (outcome.kind !== 'timeout') post.settledUs = atUs
    post.listener.settled(post, outcome)
  }
  const onFlushed = (error?: Error | null): void => {
    if (flushed || current === undefined || (error ?? undefined) !== undefined) return
    flushed = true
    current.listener.written(current)
  }
  const onHead = (head: ReplyHead): void => void heads.push(head)

  const onOctets = (feed: () => void): void => {
    if (phase !== 'open') return
    let wrong: unknown
    try {
      feed()
    } catch (cause) {
      wrong = cause
    }
    const [head] = heads
    if (head !== undefined) {
      const unasked = heads.length > 1 || wrong !== undefined || !parser.idle
      heads = []
      onReply(head, unasked)
    } else if (wrong !== undefined) {
      fail(new Error('Cannot read the reply of the events URL', { cause: wrong }))
    }
  }
  const onReply = (head: ReplyHead, unasked: boolean): void => {
    const atUs = clock.nowUs()
    if (current === undefined || current.octets === 0) return fail(new Error('Cannot reuse a connection as a reply came without a request'))
    idleSeconds = head.idleSeconds
    const outcome = { kind: 'replied', status: head.status } as const
    if (!head.keepAlive || unasked || socket.writableLength > 0) {
      return leave(outcome, undefined, atUs)
    }
    const post = current
    post.settledUs = atUs
    current = undefined
    waitingSinceUs = atUs
    owner.free(connection)
    post.listener.settled(post, outcome)
  }
  const onEnd = (): void => {
    onOctets(() => parser.end(onHead))
    fail(new Error('Cannot complete a POST as the server closed the connection'))
  }

  const socket = options.connect({
    host: target.host,
    port: target.port,
    localAddress: options.localAddress,
    onReady: () => {
      if (phase !== 'connecting') return
      phase = 'open'
      waitingSinceUs = clock.nowUs()
      owner.free(connection)
    },
    onData: (bytes) => onOctets(() => parser.push(bytes, onHead)),
  })
  socket.on('end', onEnd)
  socket.on('error', (cause) => fail(new Error('Cannot reach the events URL', { cause })))
  socket.on('close', () => {
    fail(new Error('Cannot complete a POST as the connection closed'))
    owner.closed(connection)
  })
  return connection
}
