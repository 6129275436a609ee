import { Agent, request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as SecureAgent, request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

import type { HttpEndpoint } from './config-values.ts'
import type { TlsTrust } from './tls.ts'

export type WebhookClient = {
  /** Posts a form of ASCII characters. Resolves when the exchange is over, well or badly; the response is ignored. */
  readonly post: (form: string) => Promise<PostOutcome>
  readonly close: () => void
}

/** `untrusted`: the server's certificate is not good for the URL, and nothing was sent. */
export type PostOutcome = 'answered' | 'timeout' | 'failed' | 'untrusted'

/**
 * Idle connections are dropped before common servers drop them (Node's after 5 s): a request that crosses the server's
 * close on the wire is lost, as nobody can know whether it was read.
 */
const IDLE_MS = 4_000

/** A response that is ignored anyway is read to its end only while it is small and quick, to reuse its connection. */
const MAX_RESPONSE_OCTETS = 64 * 1024
const MAX_RESPONSE_MS = 500

export type WebhookClientOptions = {
  readonly connections: number
  readonly timeoutMs: number
  /** For an https URL. */
  readonly trust: TlsTrust
}

/** Posts to one endpoint over a bounded number of kept-alive connections. */
export const createWebhookClient = (
  endpoint: HttpEndpoint,
  { connections, timeoutMs, trust }: WebhookClientOptions,
): WebhookClient => {
  const agentOptions = {
    keepAlive: true,
    maxSockets: connections,
    maxFreeSockets: connections,
    scheduling: 'lifo',
  } as const
  const agent = endpoint.secure ? new SecureAgent({ ...agentOptions, ...trust }) : new Agent(agentOptions)
  agent.on('free', (socket: Socket) => {
    // A server's own announcement (Keep-Alive: timeout) may be shorter and has been applied by the agent.
    if (socket.timeout === undefined || socket.timeout === 0 || socket.timeout > IDLE_MS) socket.setTimeout(IDLE_MS)
  })
  const open = endpoint.secure ? requestHttps : requestHttp
  const options = { ...requestOptions(endpoint), agent }

  const attempt = (form: string, mayRepeat: boolean): Promise<PostOutcome> =>
    new Promise((resolve) => {
      const request = open({ ...options, headers: { ...options.headers, 'Content-Length': form.length } })
      let over = false
      const settle = (outcome: PostOutcome | Promise<PostOutcome>, connection: 'reuse' | 'destroy'): void => {
        if (over) return
        over = true
        clearTimeout(timer)
        if (connection === 'destroy') request.destroy()
        resolve(outcome)
      }
      let timer = setTimeout(() => settle('timeout', 'destroy'), timeoutMs)
      request.on('response', (response) => {
        clearTimeout(timer)
        timer = setTimeout(() => settle('answered', 'destroy'), Math.min(timeoutMs, MAX_RESPONSE_MS))
        drain(response, (connection) => settle('answered', connection))
      })
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (over) return
        if (isUntrusted(request)) settle('untrusted', 'destroy')
        else settle(mayRepeat && isUnsent(request, error) ? attempt(form, false) : 'failed', 'destroy')
      })
      request.end(form)
    })

  return { post: (form) => attempt(form, true), close: () => agent.destroy() }
}

const requestOptions = (endpoint: HttpEndpoint): RequestOptions & { readonly headers: Record<string, string> } => ({
  method: 'POST',
  host: endpoint.host,
  port: endpoint.port,
  path: endpoint.path,
  setHost: false,
  headers: {
    Host: endpoint.authority,
    'Content-Type': 'application/x-www-form-urlencoded',
    ...(endpoint.authorization === undefined ? {} : { Authorization: endpoint.authorization }),
  },
})

/**
 * Whether a request may be sent again: its kept-alive connection had gone stale and the kernel refused to send it. Any
 * later failure may mean that it was read, and an event must not arrive twice.
 */
const isUnsent = (request: ClientRequest, error: NodeJS.ErrnoException): boolean =>
  request.reusedSocket && (error.syscall === 'write' || error.code === 'EPIPE')

/** Node gives a connection up in the handshake, before the request is written to it, and notes why. */
const isUntrusted = ({ socket }: ClientRequest): boolean =>
  socket instanceof TLSSocket && Boolean(socket.authorizationError)

const drain = (response: IncomingMessage, done: (connection: 'reuse' | 'destroy') => void): void => {
  let length = 0
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > MAX_RESPONSE_OCTETS) done('destroy')
  })
  response.on('end', () => done('reuse'))
  response.on('error', () => done('destroy'))
  response.on('close', () => done('destroy'))
}
