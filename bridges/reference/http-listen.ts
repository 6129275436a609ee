import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'

import type { Address } from './config-values.ts'
import { listenError } from './listen-error.ts'
import type { TlsIdentity } from './tls.ts'

/** Many peers may arrive at once, so the queue of connections not yet accepted is longer than the default. */
const BACKLOG = 4_096

/** Time for a peer to end the TLS handshake. */
const HANDSHAKE_TIMEOUT_MS = 10_000

export type ListenOptions = {
  /** The setting that asks for the address. */
  readonly variable: string
  readonly address: Address
  /** undefined: without TLS */
  readonly identity: TlsIdentity | undefined
  /** Time for a request to come in full; its headers have half of it. @default 30000 */
  readonly requestTimeoutMs?: number
}

/**
 * Listens for HTTP with limits that bound what slow or hostile peers cost. Rejects with a message naming the variable
 * when the address cannot be had.
 */
export const listenHttp = async (
  { variable, address, identity, requestTimeoutMs = 30_000 }: ListenOptions,
  handler: RequestListener,
): Promise<Server> => {
  const limits = {
    headersTimeout: requestTimeoutMs / 2,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(2_000, requestTimeoutMs / 4),
    keepAliveTimeout: 75_000,
    noDelay: true,
  }
  const server =
    identity === undefined
      ? createServer(limits, handler)
      : createSecureServer({ ...limits, ...identity, handshakeTimeout: HANDSHAKE_TIMEOUT_MS }, handler)
  server.maxConnections = 8_192
  await new Promise<void>((resolve, reject) => {
    // Stays: once listening, a connection that cannot be accepted is no reason to stop.
    server.on('error', (cause) => {
      reject(listenError(variable, address, cause))
    })
    server.listen({ ...address, backlog: BACKLOG }, resolve)
  })
  return server
}

/** The port that was given, also where the system chose it. */
export const portOf = (server: { readonly address: Server['address'] }): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Stops listening and lets requests under way end, for a while. */
export const closeHttp = async (server: Server, deadlineMs: number): Promise<void> => {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), deadlineMs)
  await closed
  clearTimeout(timer)
}
