import { setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Example } from '../ledger/examples.ts'
import type { HistogramParts } from '../metrics/histogram.ts'
import type { WebhookPolicy } from '../model/fault.ts'
import { type Arrivals, type ArrivalBook, openArrivals } from './arrivals.ts'

export type { WebhookPolicy } from '../model/fault.ts'

export interface WebhookSinkOptions extends Omit<ArrivalBook, 'receiver'> {
  /** Indexes of the receivers in the ledger; each gets a URL of its own. */
  readonly receivers: readonly number[]
  /** @default 127.0.0.1 */
  readonly host?: string
  /** @default 0, any */
  readonly port?: number
  /** Longest body, octets: a longer one is refused with 413. @default 1 MiB */
  readonly maxBody?: number
  /** @default 204 at once */
  readonly policy?: WebhookPolicy
}

/** One URL of a sink. */
export interface StartedWebhook {
  readonly receiver: number
  readonly url: string
  /** Requests that were no event: another method, too long, cut short. */
  readonly refused: number
  /** From now on. */
  setPolicy(policy: WebhookPolicy): void
  latency(): HistogramParts
  examples(): readonly Example[]
}

export interface StartedWebhookSink extends AsyncDisposable {
  readonly webhooks: readonly StartedWebhook[]
  /** Requests for paths that are none of ours. */
  readonly strays: number
}

const SETTLE_MS = 500
/** What a server does that has nothing wrong with it. */
export const GOOD_WEBHOOK: WebhookPolicy = { kind: 'answer', status: 204, delayMs: 0 }

/**
 * Serves one URL per receiver and books every POST when it is complete. The first delivery of an event counts, later
 * ones are duplicates.
 * @throws Error when it cannot listen
 */
export async function startWebhookSink(options: WebhookSinkOptions): Promise<StartedWebhookSink> {
  const hooks = new Map<string, Webhook>()
  const stop = new AbortController()
  // Any number of slow answers waits for it.
  setMaxListeners(0, stop.signal)
  let strays = 0
  const server = createServer((request, response) => {
    const hook = hooks.get(pathOf(request.url))
    if (hook) return hook.take(request, response)
    strays++
    request.resume()
    response.writeHead(404).end()
  })
  // A bridge may keep a connection idle for as long as it likes: losing it would be our doing.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  server.on('clientError', (_, socket) => socket.destroy())
  await listening(server, options)
  const { address, port } = server.address() as AddressInfo
  options.receivers.forEach((receiver, i) => {
    const path = `/hook/${i}`
    hooks.set(path, new Webhook(receiver, `http://${address}:${port}${path}`, options, stop.signal))
  })
  const settling = setInterval(() => hooks.forEach((hook) => hook.settle(options.clock.nowUs())), SETTLE_MS)
  return {
    webhooks: [...hooks.values()],
    get strays() {
      return strays
    },
    async [Symbol.asyncDispose]() {
      clearInterval(settling)
      stop.abort()
      hooks.forEach((hook) => hook.settle(Number.POSITIVE_INFINITY))
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

class Webhook implements StartedWebhook {
  readonly receiver: number
  readonly url: string
  refused = 0
  readonly #options: WebhookSinkOptions
  readonly #arrivals: Arrivals
  readonly #stopped: AbortSignal
  #policy: WebhookPolicy

  constructor(receiver: number, url: string, options: WebhookSinkOptions, stopped: AbortSignal) {
    this.receiver = receiver
    this.url = url
    this.#options = options
    this.#policy = options.policy ?? GOOD_WEBHOOK
    this.#stopped = stopped
    this.#arrivals = openArrivals({ ...options, receiver })
    this.#arrivals.receiver.up(Number.NEGATIVE_INFINITY)
  }

  setPolicy(policy: WebhookPolicy): void {
    this.#policy = policy
  }

  settle(nowUs: number): void {
    this.#arrivals.receiver.settle(nowUs)
  }

  latency = () => this.#arrivals.latency()
  examples = () => this.#arrivals.examples()

  take(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'POST') return this.#refuse(request, response, 405)
    const limit = this.#options.maxBody ?? 2 ** 20
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else if (!response.headersSent) this.#refuse(request, response, 413)
    })
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    request.on('end', () => {
      if (length > limit) return
      const atUs = this.#options.clock.nowUs()
      const [only] = chunks
      this.#arrivals.receiver.see(chunks.length === 1 && only ? only : Buffer.concat(chunks), atUs)
      // An event that was not acknowledged may come again; so may one whose sender did not wait for the answer.
      if (!acknowledges(this.#policy)) this.#arrivals.receiver.excuse(atUs)
      response.on('close', () => response.writableFinished || this.#arrivals.receiver.excuse(atUs))
      void this.#answer(response)
    })
    request.on('close', () => {
      if (!request.complete && length <= limit) this.refused++
    })
  }

  #refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
    this.refused++
    request.resume()
    response.writeHead(status, { connection: 'close' }).end()
  }

  async #answer(response: ServerResponse): Promise<void> {
    const policy = this.#policy
    if (policy.kind === 'hang') return
    if (policy.kind === 'reset') {
      response.destroy()
      return
    }
    if (policy.delayMs > 0) await delay(policy.delayMs, undefined, { signal: this.#stopped }).catch(() => undefined)
    if (!response.destroyed) response.writeHead(policy.status).end()
  }
}

const acknowledges = (policy: WebhookPolicy): boolean => policy.kind === 'answer' && policy.status >= 200 && policy.status < 300

/** Bridges may add a query of their own. */
const pathOf = (url: string | undefined): string => (url ?? '').split('?', 1)[0] ?? ''

function listening(server: Server, { host = '127.0.0.1', port = 0 }: WebhookSinkOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`Cannot open a webhook sink at ${host}:${port}: ${cause.message}`, { cause })),
    )
    server.listen(port, host, resolve)
  })
}
