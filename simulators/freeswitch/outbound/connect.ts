import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * Opens a connection to a client that waits for calls.
 * @throws Error when nobody listens there
 */
export type Connect = (host: string, port: number) => Promise<Socket>

const KEEP_ALIVE_MS = 30_000

/** A TCP connection with the options of the real server: no delay, and kept alive. */
export const connectTcp: Connect = async (host, port) => {
  const options = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }
  const socket = connect({ host, port, ...options })
  await once(socket, 'connect')
  return socket
}
