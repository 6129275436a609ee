import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createAccessList } from './access-list.ts'
import { createServerFaults, type ServerFaults } from './faults/server-faults.ts'
import { createListener } from './listener.ts'
import { LOG_WARNING } from './log.ts'
import { RUDE_REJECTION } from './listener-notice.ts'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Fault } from './faults/fault.ts'
import type { Listener, ListenerOptions, ListenerStats, ListenerTransport } from './listener.ts'
import type { SocketUser } from './listener-users.ts'
import type { SwitchCore } from './switch-core.ts'

/** Settings of `event_socket.conf` and of the harness. */
export interface EventSocketOptions {
  readonly core: SwitchCore
  /** @default '127.0.0.1' */
  readonly listenIp?: string
  /** 0 takes a free one. @default 0 */
  readonly listenPort?: number
  /** An empty one means the default. @default 'ClueCon' */
  readonly password?: string
  readonly users?: readonly SocketUser[]
  /** All of them must allow a peer. @default ['loopback.auto'] */
  readonly accessLists?: readonly string[]
  /** Whether to give up when the port is taken, rather than to try again every 100 ms. @default true */
  readonly stopOnBindError?: boolean
  /** Limits of each connection; what is left out is as on the real server. */
  readonly limits?: Pick<ListenerOptions, 'socketBound' | 'queueLimit' | 'maxMissed'>
  /** What is to go wrong on the connections from the start. More can begin later, unless this is left out. */
  readonly faults?: readonly Fault[] | undefined
  /** Ends the attempt to bind. */
  readonly signal?: AbortSignal
}

export interface StartedEventSocket extends AsyncDisposable {
  readonly address: string
  readonly port: number
  /** Figures of the open connections, newest first, and of those that have ended, together. */
  readonly stats: EventSocketStats
  /** Ends every connection without a notice, as a crash of the server does. */
  abort(): void
  /**
   * A fault begins on the connections that are open and on those to come.
   * @returns what ends it
   * @throws {TypeError} the server was started without `faults`
   */
  strike(fault: Fault): () => void
}

export interface EventSocketStats {
  readonly accepted: number
  readonly rejected: number
  readonly open: readonly ListenerStats[]
  /** Sums over the connections that have ended, and the longest queue of any of them. */
  readonly ended: { readonly sent: number; readonly lost: number; readonly killed: number; readonly octets: number; readonly longestQueue: number }
}

const DEFAULT_PASSWORD = 'ClueCon'
const BIND_RETRY_MS = 100
const BACKLOG = 5
const CLOSE_DELAY_MS = 1000

/**
 * Starts the inbound event socket of one node.
 * @throws {Error} the address cannot be bound
 */
export async function startEventSocket(options: EventSocketOptions): Promise<StartedEventSocket> {
  const { core, accessLists = ['loopback.auto'] } = options
  const lists = accessLists.map(createAccessList)
  const faults = options.faults && createServerFaults(options.faults, (downMs) => void restart(downMs))
  const connections = createConnections(options, faults)
  // A client that ends its side still gets its answers.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const refusing = lists.findIndex((list) => !list.allows(socket.remoteAddress ?? ''))
    if (refusing < 0) connections.accept(socket)
    else connections.reject(socket, accessLists[refusing] ?? '')
  })
  await listen(server, options)
  const { address, port } = server.address() as AddressInfo

  const disposal = new AbortController()
  const restart = async (downMs: number): Promise<void> => {
    server.close()
    core.disconnectAll()
    await setTimeout(downMs, undefined, { signal: disposal.signal }).catch(() => undefined)
    if (disposal.signal.aborted) return
    await listen(server, { core, listenIp: address, listenPort: port, stopOnBindError: false, signal: disposal.signal }).catch(() => undefined)
  }

  let disposing: Promise<void> | undefined
  const dispose = async (): Promise<void> => {
    disposal.abort()
    const closed = once(server, 'close')
    server.close()
    core.disconnectAll()
    connections.destroyAll()
    await closed
  }
  return {
    address,
    port,
    get stats() {
      return connections.stats()
    },
    abort: () => connections.destroyAll(),
    strike(fault) {
      if (faults === undefined) {
        throw new TypeError(`Cannot begin a fault as the event socket must be started with "faults": current value is none`)
      }
      return faults.strike(fault)
    },
    [Symbol.asyncDispose]: () => (disposing ??= dispose()),
  }
}

const codeOf = (cause: unknown): string => (cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '')

async function listen(server: Server, options: EventSocketOptions): Promise<void> {
  const { listenIp = '127.0.0.1', listenPort = 0, stopOnBindError = true, signal } = options
  for (;;) {
    signal?.throwIfAborted()
    try {
      server.listen({ host: listenIp, port: listenPort, backlog: BACKLOG })
      await once(server, 'listening')
      return
    } catch (cause) {
      if (stopOnBindError) {
        throw new Error(
          `Cannot bind the event socket as the address must be free and one of this machine: current value is "${listenIp}:${listenPort}"${codeOf(cause)}`,
          { cause },
        )
      }
      await setTimeout(BIND_RETRY_MS, undefined, signal && { signal })
    }
  }
}

interface Connections {
  accept(socket: Socket): void
  reject(socket: Socket, acl: string): void
  destroyAll(): void
  stats(): EventSocketStats
}

/** No line of a client has a line feed in it. */
const NO_PASSWORD = '\n'

function createConnections(options: EventSocketOptions, faults: ServerFaults | undefined): Connections {
  const { core, password, users = [], limits = {} } = options
  const listenerOptions = { password: password || DEFAULT_PASSWORD, users, ...limits }
  const sockets = new Map<Socket, Listener | undefined>()
  const ended = { sent: 0, lost: 0, killed: 0, octets: 0, longestQueue: 0 }
  let accepted = 0
  let rejected = 0

  const track = (socket: Socket, listener: Listener | undefined): void => {
    sockets.set(socket, listener)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      listener?.abandon()
      const stats = listener?.stats
      if (stats === undefined) return
      ended.sent += stats.sent
      ended.lost += stats.lost
      ended.octets += stats.octets
      ended.longestQueue = Math.max(ended.longestQueue, stats.longestQueue)
      if (stats.killed) ended.killed++
    })
  }

  /** @returns undefined when a fault turns the client away */
  const createOwnListener = (socket: Socket): Listener | undefined => {
    const transport = socketTransport(socket)
    const met = faults?.meet(socket, transport)
    if (met === undefined) return createListener(core, transport, listenerOptions)
    if (met.kind === 'rejected') return undefined
    const credentials = met.isPasswordRefused ? { password: NO_PASSWORD, users: [] } : {}
    return createListener(core, met.link, { ...listenerOptions, ...credentials, alterOutput: met.alter })
  }

  const reject = (socket: Socket, acl: string): void => {
    rejected++
    track(socket, undefined)
    const message = `IP ${socket.remoteAddress} Rejected by acl "${acl}"\n`
    core.log({ level: LOG_WARNING, file: 'mod_event_socket.c', function: 'listener_run', line: 2687, message })
    socket.resume()
    socket.end(RUDE_REJECTION, 'latin1')
  }

  return {
    accept(socket) {
      const listener = createOwnListener(socket)
      if (listener === undefined) return reject(socket, 'fault')
      accepted++
      track(socket, listener)
      socket.on('data', (chunk) => listener.receive(chunk))
      socket.on('end', () => listener.receiveEnd())
      listener.start()
    },
    reject,
    destroyAll() {
      for (const socket of sockets.keys()) socket.destroy()
    },
    stats() {
      const open = [...sockets.values()].flatMap((listener) => (listener === undefined ? [] : [listener.stats]))
      return { accepted, rejected, open: open.reverse(), ended: { ...ended } }
    },
  }
}

/** Writes to a socket. */
export function socketTransport(socket: Socket): ListenerTransport {
  return {
    get pendingOctets() {
      return socket.writableLength
    },
    write(bytes, onWritten) {
      socket.write(bytes, onWritten)
    },
    // Closing at once could reset the connection and take what the client has not read yet with it.
    end: () => void socket.end(() => void destroyLater(socket)),
  }
}

async function destroyLater(socket: Socket): Promise<void> {
  await setTimeout(CLOSE_DELAY_MS, undefined, { ref: false })
  socket.destroy()
}
