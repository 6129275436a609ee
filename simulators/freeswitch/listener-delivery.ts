import { Backlog } from './listener-backlog.ts'
import { LOST_EVENTS, LOST_LOG_LINES } from './listener-notice.ts'
import type { ListenerOutput } from './listener-output.ts'
import type { ListenerState } from './listener-state.ts'
import type { LogLine } from './log.ts'
import type { OutgoingEvent } from './events/outgoing.ts'

export interface DeliveryOptions {
  readonly state: ListenerState
  readonly output: ListenerOutput
  /** Entries of each of the two queues. */
  readonly queueLimit: number | undefined
  /** Losses in a row that the connection survives. */
  readonly maxMissed: number | undefined
  /** Nothing is written while the client is in the middle of a command, or a command runs. */
  readonly isHeldBack: () => boolean
  /** Too much was lost: the connection must end with this notice. */
  readonly onKilled: (notice: string) => void
  readonly log: (line: LogLine) => void
}

/** Events and log lines on their way to one connection: written at once, or queued, or lost. */
export interface Delivery {
  readonly sent: number
  readonly queued: number
  readonly lost: number
  /** Most events that ever waited. */
  readonly longestQueue: number
  /** @returns whether the event was written or queued */
  take(event: OutgoingEvent): boolean
  takeLog(frame: string): void
  /** Writes what waits, as far as there is room. */
  drain(): void
  /** Writes the front half of the event that is next: the frame a stuck connection is in the middle of. */
  cutNext(): void
  dropEvents(): void
  dropLogs(): void
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { state, output, isHeldBack, onKilled } = options
  const bounds = { limit: options.queueLimit, maxMissed: options.maxMissed }
  const events = new Backlog<OutgoingEvent>({ ...bounds, log: options.log })
  // What the server says about lost log lines would be lost in its turn.
  const logs = new Backlog<string>({ ...bounds, log: () => undefined })
  let sent = 0
  let longestQueue = 0

  const write = (event: OutgoingEvent): void => {
    output.writeEvent(event, state.format)
    sent++
  }

  const writeLog = (): boolean => {
    const frame = logs.shift()
    if (frame === undefined) return false
    output.write(frame)
    return true
  }

  return {
    get sent() {
      return sent
    },
    get queued() {
      return events.length
    },
    get lost() {
      return events.lost
    },
    get longestQueue() {
      return longestQueue
    },
    take(event) {
      if (events.length === 0 && output.hasRoom() && !isHeldBack()) {
        write(event)
        return true
      }
      const outcome = events.push(event.keep())
      longestQueue = Math.max(longestQueue, events.length)
      if (outcome === 'killed') onKilled(LOST_EVENTS)
      return outcome === 'queued'
    },
    takeLog(frame) {
      if (logs.length === 0 && output.hasRoom() && !isHeldBack()) output.write(frame)
      else if (logs.push(frame) === 'killed') onKilled(LOST_LOG_LINES)
    },
    drain() {
      if (isHeldBack()) return
      // The server writes one log line, then all events, then the next log line.
      if (output.hasRoom()) writeLog()
      while (state.subscriptions.active && output.hasRoom()) {
        const event = events.shift()
        if (event === undefined) break
        write(event)
      }
      while (output.hasRoom() && writeLog());
    },
    cutNext() {
      const event = events.shift()
      if (event !== undefined) output.writeCutEvent(event, state.format)
    },
    dropEvents: () => events.clear(),
    dropLogs: () => logs.clear(),
  }
}
