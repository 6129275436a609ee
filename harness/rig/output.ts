import { setImmediate as nextTurn } from 'node:timers/promises'
import { observe, type ObservedEvent } from '../contract/observed-event.ts'
import type { Delivery } from '../model/observation.ts'

/** A place at which the bridge delivers events: a websocket subscriber or a webhook URL of ours. */
export interface Output {
  /** `websocket`, `webhook 1`. */
  readonly name: string
  readonly deliveries: readonly Delivery[]
}

/** Events that an output got from a place in its deliveries on. */
export const eventsSince = ({ deliveries }: Output, from: number): ObservedEvent[] => deliveries.slice(from).map(observe)

/** The first call/start with this uniqueid, from a place on; what was read once is not read again. */
export function createFinder(output: Output, from: number, uniqueid: string): () => boolean {
  let next = from
  let found = false
  return () => {
    for (; !found && next < output.deliveries.length; next++) {
      const delivery = output.deliveries[next]
      if (delivery) found = observe(delivery).value('uniqueid') === uniqueid
    }
    return found
  }
}

/** Milliseconds of reading after which others have their turn. */
const TURN_MS = 5

/**
 * Reads what an output has got from a place on, a little at a time: thousands of events read at once hold up every other
 * check that runs in this thread, which then finds the harness late.
 */
export async function readAhead({ deliveries }: Output, from: number, signal: AbortSignal): Promise<void> {
  let turnAt = performance.now()
  for (const delivery of deliveries.slice(from)) {
    observe(delivery)
    if (performance.now() - turnAt < TURN_MS) continue
    await nextTurn()
    signal.throwIfAborted()
    turnAt = performance.now()
  }
}
