import { connect, type Socket, type TcpNetConnectOpts } from 'node:net'
import { connect as connectTls, createSecureContext, TLSSocket } from 'node:tls'
import type { Credentials } from '../target/test-authority.ts'

/**
 * Bare sockets, with TLS in them or without. Octets go out and come in as they would on TCP; what is different is how a
 * connection is reset, as that is for TCP to do.
 */

/** TCP connections by the TLS connections that they carry. */
const carriers = new WeakMap<Socket, Socket>()

/** Connects. @param authority the one that the other side's certificate must be signed by; without it there is no TLS */
export function dial(options: TcpNetConnectOpts, authority: string | undefined): Socket {
  const carrier = connect({ noDelay: true, ...options })
  if (authority === undefined) return carrier
  return carried(carrier, connectTls({ socket: carrier, host: options.host ?? 'localhost', ca: authority }))
}

/** Takes a connection that was accepted. @param credentials without them there is no TLS */
export function accept(carrier: Socket, credentials: Credentials | undefined): Socket {
  if (credentials === undefined) return carrier
  const { certificate: cert, key } = credentials
  return carried(carrier, new TLSSocket(carrier, { isServer: true, secureContext: createSecureContext({ cert, key }) }))
}

/** Ends a connection at once (RST). */
export function reset(socket: Socket): void {
  const carrier = carriers.get(socket)
  if (carrier && !carrier.destroyed) carrier.resetAndDestroy()
  else if (carrier === undefined) socket.resetAndDestroy()
  if (carrier) socket.destroy()
}

/** Calls back when octets may flow: at once without TLS, else when the handshake is done. */
export function onceSecured(socket: Socket, act: () => void): void {
  if (socket instanceof TLSSocket) socket.once('secure', act)
  else act()
}

function carried(carrier: Socket, socket: Socket): Socket {
  carriers.set(socket, carrier)
  carrier.on('error', (error) => socket.destroy(error))
  return socket
}
