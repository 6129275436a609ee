import { createBoundedQueue } from './listener-queue.ts'
import { LOG_CRIT } from './log.ts'
import type { LogLine } from './log.ts'

/** Entries of one queue (wire specification 6). */
export const MAX_QUEUE_LENGTH = 100_000
/** Losses in a row that a connection survives. */
export const MAX_MISSED = 500

/** What waits for a connection that cannot take it now, and what it has lost. */
export interface Backlog<T> {
  readonly length: number
  /** Items lost since the beginning. */
  readonly lost: number
  /** @returns `killed` at the loss that is one too many */
  push(item: T): 'queued' | 'lost' | 'killed'
  shift(): T | undefined
  clear(): void
}

const QUEUE_FULL = 'Event enqueue ERROR [11] | [Resource temporarily unavailable]'

export interface BacklogOptions {
  /** @default MAX_QUEUE_LENGTH */
  readonly limit?: number | undefined
  /** @default MAX_MISSED */
  readonly maxMissed?: number | undefined
  /** Takes the server's own words about losses. */
  readonly log: (line: LogLine) => void
}

/** A bounded queue that counts consecutive losses the way the server does. */
export function createBacklog<T>(options: BacklogOptions): Backlog<T> {
  const { limit = MAX_QUEUE_LENGTH, maxMissed = MAX_MISSED } = options
  const queue = createBoundedQueue<T>(limit)
  let missed = 0
  let lost = 0

  const say = (line: number, message: string): void => {
    options.log({ level: LOG_CRIT, file: 'mod_event_socket.c', function: 'event_handler', line, message })
  }

  return {
    get length() {
      return queue.length
    },
    get lost() {
      return lost
    },
    push(item) {
      if (queue.push(item)) {
        if (missed > 0) say(388, `Lost [${missed}] events! Event Queue size: [${queue.length}/${limit}]\n`)
        missed = 0
        return 'queued'
      }
      lost++
      missed++
      say(395, `${QUEUE_FULL} | Queue size: [${limit}/${limit}] Max queue size reached\n`)
      if (missed <= maxMissed) return 'lost'
      say(400, `Killing listener because of too many lost events. Lost [${missed}] Queue size[${limit}/${limit}]\n`)
      return 'killed'
    },
    shift: () => queue.shift(),
    clear: () => queue.clear(),
  }
}
