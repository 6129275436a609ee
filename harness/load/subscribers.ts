import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../simulators/timing/clock.ts'
import type { Example } from '../ledger/examples.ts'
import type { FieldMapping } from '../ledger/exact-read.ts'
import type { LedgerBuffers } from '../ledger/layout.ts'
import { type Arrivals, openArrivals } from '../probes/arrivals.ts'
import { startWebsocketSubscriber, type StartedWebsocketSubscriber } from '../probes/websocket-subscriber.ts'
import type { ThreadInstruments } from './thread-instruments.ts'

/** The websocket subscribers of one thread, which can be cut, connected again and slowed down. */
export interface Subscribers extends AsyncDisposable {
  /** Connects all of them. @returns what the bridge refused, a sentence each */
  connect(url: string): Promise<readonly string[]>
  /** The members with these indexes in the ledger, as far as they are ours, cut their connection and connect again. */
  reconnect(isMeant: (receiver: number) => boolean): void
  /** From now on they read for `readMs` of every `everyMs`. @returns a function that ends it */
  slow(isMeant: (receiver: number) => boolean, readMs: number, everyMs: number): () => void
  examples(): (readonly Example[])[]
}

export interface SubscribersOptions {
  readonly receivers: readonly number[]
  readonly ledger: LedgerBuffers
  readonly clock: Clock
  readonly instruments: ThreadInstruments
  /** For a bridge whose events are not as the contract has them. */
  readonly mapping?: FieldMapping | undefined
}

interface Member {
  readonly receiver: number
  readonly arrivals: Arrivals
  connection: StartedWebsocketSubscriber | undefined
  /** Reconnections and slow reading under way: a further one waits for its next turn. */
  busy: boolean
}

/** A thousand handshakes at a time take a small machine a while. */
const CONNECT_WITHIN_MS = 15_000
/** A slow reader catches up for so long before anything is claimed of it again. */
const CATCH_UP_MS = 1000

export function createSubscribers({ receivers, ledger, clock, instruments, mapping }: SubscribersOptions): Subscribers {
  const series = instruments.series('websocket.latency')
  const stop = new AbortController()
  // Any number of handshakes is under way at a time.
  setMaxListeners(0, stop.signal)
  const members = receivers.map((receiver): Member => {
    const arrivals = openArrivals({ ledger, receiver, clock, series, ...(mapping && { mapping }) })
    return { receiver, arrivals, connection: undefined, busy: false }
  })
  const pending = new Set<Promise<unknown>>()
  const ends = new Set<() => void>()
  let door = ''

  const open = async (member: Member): Promise<void> => {
    const { arrivals, receiver } = member
    const options = { ledger, clock, series, receiver, connectTimeoutMs: CONNECT_WITHIN_MS, signal: stop.signal }
    member.connection = await startWebsocketSubscriber(door, options, arrivals)
  }
  const again = async (member: Member): Promise<void> => {
    const fromUs = clock.nowUs()
    try {
      await member.connection?.[Symbol.asyncDispose]()
      await open(member)
      instruments.count('subscribers.reconnected')
      instruments.series('subscriber.connect').record(fromUs, clock.nowUs() - fromUs)
    } catch {
      if (!stop.signal.aborted) instruments.count('subscribers.refused')
    }
  }
  const track = (member: Member, work: Promise<void>): void => {
    member.busy = true
    const done = work.finally(() => {
      member.busy = false
      pending.delete(done)
    })
    pending.add(done)
  }
  const meant = (isMeant: (receiver: number) => boolean): Member[] =>
    members.filter((member) => !member.busy && isMeant(member.receiver))

  return {
    async connect(url) {
      door = url
      const results = await Promise.allSettled(members.map(open))
      return results.flatMap((result) => (result.status === 'rejected' ? [messageOf(result.reason)] : []))
    },
    reconnect(isMeant) {
      for (const member of meant(isMeant)) {
        member.connection?.cut()
        track(member, again(member))
      }
    },
    slow(isMeant, readMs, everyMs) {
      const slowed = meant(isMeant)
      const set = (what: 'pause' | 'resume'): void => slowed.forEach(({ connection }) => connection?.[what]())
      for (const member of slowed) {
        member.busy = true
        member.arrivals.disclaim(clock.nowUs() - ledger.config.deadlineUs)
      }
      set('pause')
      let pausing: NodeJS.Timeout | undefined
      const reading = setInterval(() => {
        set('resume')
        pausing = setTimeout(() => set('pause'), readMs)
      }, everyMs)
      const end = (): void => {
        if (!ends.delete(end)) return
        clearInterval(reading)
        clearTimeout(pausing)
        set('resume')
        for (const member of slowed) track(member, catchUp(member))
      }
      ends.add(end)
      return end
    },
    examples: () => members.map(({ arrivals }) => arrivals.examples()),
    async [Symbol.asyncDispose]() {
      stop.abort()
      for (const end of ends) end()
      await Promise.all(pending)
      await Promise.all(members.map(async ({ connection }) => await connection?.[Symbol.asyncDispose]()))
    },
  }

  /** A bridge may have ended the connection of a slow reader: it then connects again. */
  async function catchUp(member: Member): Promise<void> {
    const { arrivals, connection } = member
    const waited = delay(CATCH_UP_MS, true, { signal: stop.signal }).catch(() => true)
    const isOpen = connection !== undefined && (await Promise.race([connection.closed.then(() => false), waited]))
    if (stop.signal.aborted) return
    if (isOpen) return arrivals.claim(clock.nowUs())
    arrivals.claim()
    await again(member)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
