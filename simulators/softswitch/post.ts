/** How one POST ended. */
export type PostOutcome =
  | { readonly kind: 'replied'; readonly status: number }
  /** No complete reply within the limit. */
  | { readonly kind: 'timeout' }
  /** No connection, a broken connection, a malformed reply or a full queue. */
  | { readonly kind: 'failed'; readonly error: Error }
  /** The client was disposed of before the end: says nothing about the server. */
  | { readonly kind: 'aborted' }

/** Hears of one POST. All may be called before `post()` returns. */
export interface PostListener {
  /** The request is about to be handed to the kernel: what comes of it may arrive somewhere before `written()`. */
  writing?(post: Post): void
  /** The whole request was handed to the kernel. Not called for a request that never was. */
  written(post: Post): void
  /** Called exactly once, last. */
  settled(post: Post, outcome: PostOutcome): void
}

/** One POST with its stamps, microseconds of the run's clock; NaN for what has not happened. */
export interface Post {
  readonly body: string
  readonly listener: PostListener
  /** When the event was due: what latency counts from. */
  readonly dueUs: number
  /** When it was handed to the client. */
  readonly submittedUs: number
  /** When a connection was free for it: waiting until then is the server's doing, not ours. */
  grantedUs: number
  /** Just before the request was written. */
  writtenUs: number
  /** When the last octet of the reply was read; for a timeout the moment of the limit itself. */
  settledUs: number
  /** Length of the whole request; 0 until it is written. */
  octets: number
}

export function createPost(body: string, dueUs: number, submittedUs: number, listener: PostListener): Post {
  return { body, listener, dueUs, submittedUs, grantedUs: NaN, writtenUs: NaN, settledUs: NaN, octets: 0 }
}
