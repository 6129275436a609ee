import { readFileSync } from 'node:fs'
import { CannotTell } from './row.ts'

/** Octets that the kernel holds for one end of a connection. */
export interface TcpQueues {
  /** Sent and not acknowledged, or not sent yet. */
  readonly tx: number
  /** Received and not read yet. */
  readonly rx: number
}

/**
 * Queues of the end of a loopback connection that has one port and talks to the other.
 * Source: /proc/net/tcp, documented in the kernel's Documentation/networking/proc_net_tcp.rst.
 * @throws CannotTell where the kernel does not tell
 */
export function tcpQueues(ownPort: number, peerPort: number): TcpQueues {
  const end = (port: number): string => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const line = readTable().find((one) => one.includes(` ${end(ownPort)} ${end(peerPort)} `))
  const queues = / ([0-9A-F]{8}):([0-9A-F]{8}) /.exec(line ?? '')
  if (!queues) throw new CannotTell('there is no such connection in /proc/net/tcp')
  return { tx: Number.parseInt(queues[1] ?? '', 16), rx: Number.parseInt(queues[2] ?? '', 16) }
}

function readTable(): string[] {
  try {
    return readFileSync('/proc/net/tcp', 'latin1').split('\n')
  } catch (cause) {
    throw new CannotTell('this kernel has no /proc/net/tcp', { cause })
  }
}
