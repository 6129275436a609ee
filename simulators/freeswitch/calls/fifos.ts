import { fifoPresence } from '../channel/fifo.ts'
import type { Leg } from './leg.ts'

/** The queue of one name: who waits in it, by slot, and who waits for them. */
export interface Fifo {
  readonly name: string
  /** Callers that wait; those in lower slots come first. */
  readonly callers: WaitingCaller[]
  /** Wakes the consumers that wait for a caller. */
  readonly consumers: Set<() => void>
  /** Since when somebody waits, microseconds of Unix time. */
  sinceUs: number
}

export interface WaitingCaller {
  readonly leg: Leg
  readonly slot: number
  /** Who takes the caller out of the queue. */
  servedBy: Leg | undefined
  /** Whether the caller has let go of what it was doing, and is to be bridged. */
  isReady: boolean
}

/** The queues of one node. */
export interface Fifos {
  open(name: string): Fifo
}

/** Slots of a queue. */
export const FIFO_SLOTS = 10

export function createFifos(): Fifos {
  const fifos = new Map<string, Fifo>()
  return {
    open(name) {
      const fifo = fifos.get(name) ?? { name, callers: [], consumers: new Set(), sinceUs: 0 }
      fifos.set(name, fifo)
      return fifo
    },
  }
}

/** Puts a caller behind those who wait in the same slot. @returns its place in the slot */
export function pushCaller(fifo: Fifo, caller: WaitingCaller): number {
  if (fifo.callers.length === 0) fifo.sinceUs = caller.leg.calls.core.epochUs()
  const behind = fifo.callers.findIndex(({ slot }) => slot > caller.slot)
  fifo.callers.splice(behind < 0 ? fifo.callers.length : behind, 0, caller)
  for (const wake of fifo.consumers) wake()
  return fifo.callers.filter(({ slot }) => slot === caller.slot).length
}

/** Takes the next caller out of the queue: one that is a VIP, or else the first. */
export function popCaller({ callers }: Fifo): WaitingCaller | undefined {
  const vip = callers.findIndex(({ leg }) => leg.channel.variables.get('fifo_vip') === 'true')
  return callers.splice(Math.max(vip, 0), 1)[0]
}

/** Tells who watches the queue. */
export function tellFifo({ name, callers }: Fifo, { calls: { core, stage } }: Leg): void {
  const domain = core.globals.get('domain') ?? core.identity.ipv4
  fifoPresence(stage, name.includes('@') ? name : `${name}@${domain}`, callers.length)
}
