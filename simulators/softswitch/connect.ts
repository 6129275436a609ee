import { createConnection, isIPv6, type Socket } from 'node:net'

/** What a connection to the events URL needs. */
export interface ConnectOptions {
  readonly host: string
  readonly port: number
  /** Address to connect from; the system chooses when it is undefined. */
  readonly localAddress: string | undefined
  /** Called once, when requests may be written. */
  readonly onReady: () => void
  /** Called with what arrived; the octets are overwritten after it returns. */
  readonly onData: (bytes: Buffer) => void
}

/** Opens the octet stream that requests are written to. Another transport (TLS) is another function of this type. */
export type Connect = (options: ConnectOptions) => Socket

const READ_BUFFER_OCTETS = 8192

/** Connects over TCP. One buffer per connection takes every read, so nothing is allocated for a reply. */
export const connectTcp: Connect = ({ host, port, localAddress, onReady, onData }) => {
  const buffer = Buffer.allocUnsafeSlow(READ_BUFFER_OCTETS)
  /** The part of the buffer that was read into: replies of one server are mostly of one length. */
  let arrived = buffer
  const socket = createConnection({
    host,
    port,
    noDelay: true,
    ...(localAddress === undefined ? {} : { localAddress, family: isIPv6(localAddress) ? 6 : 4 }),
    onread: {
      buffer,
      callback: (octets) => {
        if (arrived.length !== octets) arrived = buffer.subarray(0, octets)
        onData(arrived)
        return true
      },
    },
  })
  return socket.once('connect', onReady)
}
