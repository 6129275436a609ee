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
