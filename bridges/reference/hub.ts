import type { BridgeEvent } from './event.ts'

/** Takes events in order and never throws; whatever it cannot deliver is its own affair. */
export type Output = {
  readonly deliver: (events: readonly BridgeEvent[]) => void
}

export type Hub = {
  /** Takes an event; outputs see it after every input that is ready has been read and answered. */
  readonly accept: (event: BridgeEvent) => void
  /** Hands everything accepted so far to the outputs at once. */
  readonly flush: () => void
}

/**
 * Passes events from inputs to outputs in the order accepted. Delivery is put off to the end of the turn of the event
 * loop: replies go out first, and outputs get batches. A batch is bounded by what one turn can read.
 */
export const createHub = (outputs: readonly Output[]): Hub => {
  let waiting: BridgeEvent[] = []
  const flush = (): void => {
    if (waiting.length === 0) return
    const batch = waiting
    waiting = []
    for (const output of outputs) output.deliver(batch)
  }
  return {
    accept: (event) => {
      if (waiting.push(event) === 1) setImmediate(flush)
    },
    flush,
  }
}
