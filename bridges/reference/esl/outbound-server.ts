import { createServer, type Server } from 'node:net'

import { createAddressList } from '../access.ts'
import type { Address } from '../config-values.ts'
import type { BridgeEvent } from '../event.ts'
import { listenError } from '../listen-error.ts'
import type { Log } from '../log.ts'
import { startOutboundCall, type OutboundCall } from './outbound-call.ts'

export type OutboundServerOptions = {
  /** The `machine` of every event that comes in here. */
  readonly machine: number
  /** Addresses that may bring calls; empty: all. */
  readonly allowedAddresses: readonly string[]
  readonly accept: (event: BridgeEvent) => void
  readonly log: Log
}

export type OutboundServer = {
  readonly port: number
  readonly close: () => void
}

const MAX_CALLS = 10_000

/** Listens for calls that FreeSWITCH nodes bring by the `socket` application. */
export const startOutboundServer = async (
  address: Address,
  options: OutboundServerOptions,
): Promise<OutboundServer> => {
  const { machine, accept, log } = options
  const calls = new Set<OutboundCall>()
  const isAllowed = options.allowedAddresses.length === 0 ? () => true : createAddressList(options.allowedAddresses)

  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 }, (socket) => {
    if (!isAllowed(socket.remoteAddress)) {
      log.warnSparsely('call refused', { peer: socket.remoteAddress ?? '' })
      socket.destroy()
      return
    }
    const call = startOutboundCall(socket, { machine, accept, ended: () => calls.delete(call) })
    calls.add(call)
  })
  server.maxConnections = MAX_CALLS
  await listen(server, address)
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    close: () => {
      server.close()
      for (const call of calls) call.close()
      calls.clear()
    },
  }
}

const listen = (server: Server, address: Address): Promise<void> =>
  new Promise((resolve, reject) => {
    // Stays: once listening, a connection that cannot be accepted is no reason to stop.
    server.on('error', (cause) => {
      reject(listenError('BRIDGE_ESL_OUTBOUND_LISTEN', address, cause))
    })
    server.listen({ ...address, backlog: 4_096 }, resolve)
  })
