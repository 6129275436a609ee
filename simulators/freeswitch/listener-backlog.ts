import { BoundedQueue } from './listener-queue.ts'
import { LOG_CRIT } from './log.ts'
import type { LogLine } from './log.ts'

/** Entries of one queue (wire specification 6). */
export const MAX_QUEUE_LENGTH = 100_000
/** Losses in a row that a connection survives. */
export const MAX_MISSED = 500

const QUEUE_FULL = 'Event enqueue ERROR [11] | [Resource temporarily unavailable]'

export interface BacklogOptions {
  /** @default MAX_QUEUE_LENGTH */
  readonly limit?: number | undefined
  /** @default MAX_MISSED */
  readonly maxMissed?: number | undefined
  /** Takes the server's own words about losses. */
  readonly log: (line: LogLine) => void
}

/** What waits for a connection that cannot take it now: a bounded queue that counts losses the way the server does. */
export class Backlog<T> {
  readonly #queue: BoundedQueue<T>
  readonly #limit: number
  readonly #maxMissed: number
  readonly #log: BacklogOptions['log']
  #missed = 0
  #lost = 0

  constructor({ limit = MAX_QUEUE_LENGTH, maxMissed = MAX_MISSED, log }: BacklogOptions) {
    this.#queue = new BoundedQueue(limit)
    this.#limit = limit
    this.#maxMissed = maxMissed
    this.#log = log
  }

  get length(): number {
    return this.#queue.length
  }

  /** Items lost since the beginning. */
  get lost(): number {
    return this.#lost
  }

  /** @returns `killed` at the loss that is one too many */
  push(item: T): 'queued' | 'lost' | 'killed' {
    const limit = this.#limit
    if (this.#queue.push(item)) {
      if (this.#missed > 0) this.#say(388, `Lost [${this.#missed}] events! Event Queue size: [${this.length}/${limit}]\n`)
      this.#missed = 0
      return 'queued'
    }
    this.#lost++
    const missed = ++this.#missed
    this.#say(395, `${QUEUE_FULL} | Queue size: [${limit}/${limit}] Max queue size reached\n`)
    if (missed <= this.#maxMissed) return 'lost'
    this.#say(400, `Killing listener because of too many lost events. Lost [${missed}] Queue size[${limit}/${limit}]\n`)
    return 'killed'
  }

  shift(): T | undefined {
    return this.#queue.shift()
  }

  clear(): void {
    this.#queue.clear()
  }

  #say(line: number, message: string): void {
    this.#log({ level: LOG_CRIT, file: 'mod_event_socket.c', function: 'event_handler', line, message })
  }
}
