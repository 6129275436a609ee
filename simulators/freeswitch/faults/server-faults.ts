import type { Socket } from 'node:net'
import type { ListenerTransport } from '../listener.ts'
import { type ConnectionFaults, createConnectionFaults } from './connection-faults.ts'
import type { Fault } from './fault.ts'
import { createFaultyLink, type FaultyLink } from './faulty-link.ts'

/** What goes wrong on the connections of one server. */
export interface ServerFaults {
  /** The next connection comes. */
  meet(socket: Socket, transport: ListenerTransport): MetConnection
  /**
   * A fault begins, on the connections that are open, oldest first, and on those to come, as many as it concerns; one
   * that turns clients away concerns those to come.
   * @returns what ends it
   */
  strike(fault: Fault): () => void
}

export type MetConnection =
  /** Turned away because of its address. */
  | { readonly kind: 'rejected' }
  | {
      readonly kind: 'accepted'
      readonly link: FaultyLink
      readonly alter: ConnectionFaults['alter']
      /** Whether its password is to be wrong. */
      readonly isPasswordRefused: boolean
    }

interface Active {
  readonly fault: Fault
  /** Connections that it will still concern. */
  left: number
  /** What ends it, by connection. */
  readonly ends: Map<ConnectionFaults, () => void>
}

/**
 * @param faults those that begin at once
 * @param restart closes the port and opens it again after so many milliseconds
 */
export function createServerFaults(faults: readonly Fault[], restart: (downMs: number) => void): ServerFaults {
  const active = new Set<Active>()
  const connections = new Set<ConnectionFaults>()

  const begin = (one: Active, own: ConnectionFaults): void => {
    one.left--
    one.ends.set(own, one.fault.definition.kind === 'door' ? () => undefined : own.begin(one.fault))
  }
  const strike = (fault: Fault): (() => void) => {
    const one: Active = { fault, left: fault.connections, ends: new Map() }
    active.add(one)
    for (const own of connections) if (fault.definition.kind !== 'door' && one.left > 0) begin(one, own)
    return () => {
      active.delete(one)
      for (const end of one.ends.values()) end()
    }
  }
  for (const fault of faults) strike(fault)

  return {
    strike,
    meet(socket, transport) {
      const due = [...active].filter(({ left }) => left > 0)
      const refusals = due.flatMap(({ fault: { definition } }) => (definition.kind === 'door' ? definition.refuses : []))
      if (refusals.includes('address')) {
        for (const one of due) one.left--
        return { kind: 'rejected' }
      }
      const link = createFaultyLink(socket, transport, restart)
      const own = createConnectionFaults(link)
      connections.add(own)
      socket.once('close', () => {
        connections.delete(own)
        for (const { ends } of active) ends.delete(own)
        own[Symbol.dispose]()
      })
      for (const one of due) begin(one, own)
      return { kind: 'accepted', link, alter: own.alter, isPasswordRefused: refusals.includes('password') }
    },
  }
}
