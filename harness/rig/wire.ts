import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Tap } from './journal.ts'
import { WireConnection, type WireMode } from './wire-connection.ts'

/** Where a wire leads to. */
export interface WireTarget {
  readonly host: string
  readonly port: number
}

export interface WireOptions {
  /** @default '127.0.0.1' */
  readonly host?: string
  /** @default 0, a free port */
  readonly port?: number
  /** How octets are passed on at first. @default pass */
  readonly mode?: WireMode
  /** Writes down what went over each connection, numbered from 1. */
  readonly tap?: (connection: number) => Tap
}

/**
 * A TCP link between the bridge and one of our peers that can be cut, reset, split, stalled or listened to. It keeps
 * what went over it as evidence. The peer behind it stays as it is: whatever is wrong on the link, the wire did it.
 */
export interface StartedWire extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** Every connection that the near side opened, oldest first; refused ones are counted in `attempts` only. */
  readonly connections: readonly WireConnection[]
  /** Moments at which a connection was tried, milliseconds of the monotonic clock. */
  readonly attempts: readonly number[]
  /** Changes how octets are passed on, for living and for later connections. */
  setMode(mode: WireMode): void
  /** From now on connections are accepted and reset at once: to the near side nobody listens. */
  refuse(): void
  accept(): void
  /** From now on connections lead to another peer. */
  lead(target: WireTarget): void
}

/** Starts a wire that listens on loopback and connects on to `target` for each connection that it accepts. */
export async function startWire(target: WireTarget, options: WireOptions = {}): Promise<StartedWire> {
  const host = options.host ?? '127.0.0.1'
  const connections: WireConnection[] = []
  const attempts: number[] = []
  let mode: WireMode = options.mode ?? { kind: 'pass' }
  let leadsTo = target
  let refusing = false

  const join = (near: Socket): void => {
    attempts.push(performance.now())
    near.on('error', () => near.destroy())
    if (refusing) {
      near.resetAndDestroy()
      return
    }
    const tap = options.tap?.(connections.length + 1)
    tap?.note('connected')
    connections.push(new WireConnection(near, connect({ ...leadsTo, noDelay: true }), mode, tap))
  }

  const server = createServer({ noDelay: true, allowHalfOpen: true }, join)
  await listen(server, options.port ?? 0, host)
  const { port } = server.address() as AddressInfo
  return {
    host,
    port,
    connections,
    attempts,
    setMode: (next) => {
      mode = next
      for (const connection of connections) connection.setMode(next)
    },
    refuse: () => {
      refusing = true
    },
    accept: () => {
      refusing = false
    },
    lead: (next) => {
      leadsTo = next
    },
    [Symbol.asyncDispose]: async () => {
      for (const connection of connections) connection.reset()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}
