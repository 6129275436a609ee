import { createClock } from '../../timing/clock.ts'
import { parsePostTarget } from '../codec/http-request.ts'
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../http-client.ts'
import type { Post, PostOutcome } from '../post.ts'

/** Of the clients that {@link openClient} makes. */
export const clock = createClock({ startNs: process.hrtime.bigint(), anchorNs: 0n })

/** What became of a POST. */
export interface Settled {
  readonly post: Post
  readonly outcome: PostOutcome
  /** Whether the request had been written before it was settled. */
  readonly written: boolean
}

/** A client of a machine with an address of its own. */
export const openClient = (url: string, options: Partial<HttpClientOptions> = {}): HttpClient =>
  createHttpClient(parsePostTarget(url), { clock, localAddress: '127.0.0.11', ...options })

/** Posts and waits for what becomes of it. */
export function post(client: HttpClient, body = 'class=call', dueUs = clock.nowUs()): Promise<Settled> {
  return new Promise((resolve) => {
    let written = false
    client.post(body, dueUs, {
      written: () => void (written = true),
      settled: (settled, outcome) => resolve({ post: settled, outcome, written }),
    })
  })
}

/** The error of a POST that failed, with its cause. */
export const errorOf = ({ outcome }: Settled): string => {
  if (outcome.kind !== 'failed') throw new Error(`not failed: ${outcome.kind}`)
  const { message, cause } = outcome.error
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
