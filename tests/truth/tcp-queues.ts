import { readTcpTable, type TcpEnd } from '../../harness/metrics/tcp-table.ts'
import { CannotTell } from './row.ts'

/** Octets that the kernel holds for one end of a connection. */
export type TcpQueues = Pick<TcpEnd, 'tx' | 'rx'>

/**
 * Queues of the end of a connection that has one port and talks to the other.
 * @throws CannotTell where the kernel does not tell
 */
export function tcpQueues(ownPort: number, peerPort: number): TcpQueues {
  const end = readTcpTable()?.find(({ localPort, remotePort }) => localPort === ownPort && remotePort === peerPort)
  if (!end) throw new CannotTell('there is no such connection in /proc/net/tcp')
  return { tx: end.tx, rx: end.rx }
}
