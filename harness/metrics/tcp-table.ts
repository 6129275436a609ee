import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** One end of a TCP connection, as the kernel has it. */
export interface TcpEnd {
  /** Address and port of this end and of the other, in the kernel's own writing, IPv4 in one form only. */
  readonly local: string
  readonly remote: string
  readonly localPort: number
  readonly remotePort: number
  /** Octets that were sent and not acknowledged, or not sent yet. */
  readonly tx: number
  /** Octets that were received and not read yet. */
  readonly rx: number
}

/** Connected, or connected while the other side has ended its direction. */
const STATES = new Set(['01', '08'])
const ROW = /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]{2}) ([0-9A-F]{8}):([0-9A-F]{8}) /
const MAPPED_IPV4 = '0000000000000000FFFF0000'

const FILES = ['/proc/net/tcp', '/proc/net/tcp6'] as const

/**
 * The ends of open TCP connections in the network namespace of this process; undefined where the kernel does not tell.
 * It takes the kernel up to 20 µs for each connection of the machine.
 * Source: /proc/net/tcp, documented in the kernel's Documentation/networking/proc_net_tcp.rst.
 */
export function readTcpTable(): TcpEnd[] | undefined {
  const ends = FILES.flatMap((path) => {
    try {
      return parseTcpTable(readFileSync(path, 'latin1'))
    } catch {
      return []
    }
  })
  return ends.length > 0 ? ends : undefined
}

/** The rows of such a file that stand for open connections. */
export function parseTcpTable(text: string): TcpEnd[] {
  return text.split('\n').flatMap((line) => {
    const [, local, localPort, remote, remotePort, state, tx, rx] = ROW.exec(line) ?? []
    if (local === undefined || localPort === undefined || remote === undefined || remotePort === undefined) return []
    if (state === undefined || tx === undefined || rx === undefined || !STATES.has(state)) return []
    return [
      {
        local: `${addressOf(local)}:${localPort}`,
        remote: `${addressOf(remote)}:${remotePort}`,
        localPort: Number.parseInt(localPort, 16),
        remotePort: Number.parseInt(remotePort, 16),
        tx: Number.parseInt(tx, 16),
        rx: Number.parseInt(rx, 16),
      },
    ]
  })
}

const addressOf = (hex: string): string => (hex.startsWith(MAPPED_IPV4) ? hex.slice(MAPPED_IPV4.length) : hex)

/**
 * Octets on their way to those who are connected to a port of ours: sent and not acknowledged, or received there and
 * not read. Undefined where the kernel does not tell, as of a container, which is in another namespace. The calling
 * thread does not wait for the kernel.
 */
export async function unreadOctets(port: number): Promise<number | undefined> {
  let ends: TcpEnd[] = []
  for (const path of FILES) {
    const text = await readFile(path, 'latin1').catch(() => undefined)
    if (text === undefined) return undefined
    ends = [...ends, ...parseTcpTable(rowsOf(text, port))]
    const unread = ends.length > 0 ? unreadIn(ends, port) : undefined
    if (unread !== undefined) return unread
  }
  return unreadIn(ends, port)
}

/** Most rows are of others: a glance is cheaper than to take each apart. */
function rowsOf(text: string, port: number): string {
  const mark = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  return text.split('\n').filter((line) => line.includes(mark)).join('\n')
}

/** The same of a table; undefined when it does not show all their ends. */
export function unreadIn(table: readonly TcpEnd[], port: number): number | undefined {
  const own = table.filter(({ localPort }) => localPort === port)
  const others = own.map(({ local, remote }) => table.find((end) => end.local === remote && end.remote === local))
  if (others.some((end) => end === undefined)) return undefined
  return own.reduce((sum, { tx }) => sum + tx, 0) + others.reduce((sum, end) => sum + (end?.rx ?? 0), 0)
}
