import type { Delivery } from '../model/observation.ts'
import { readFormEvent, readJsonEvent, type ReceivedField } from './read-event.ts'

/** An event as an output of the bridge delivered it, read without kindness. */
export interface ObservedEvent {
  readonly delivery: Delivery
  /** `call/start`; empty when it is no event at all. */
  readonly kind: string
  /** Why it is no event; undefined when it is one. */
  readonly problem: string | undefined
  readonly fields: readonly ReceivedField[]
  /** First value of a field as text; undefined when it is not there. */
  value(name: string): string | undefined
}

const known = new WeakMap<Delivery, ObservedEvent>()

/** Reads a delivery, once. All that a check sees of a bridge's events comes through here. */
export function observe(delivery: Delivery): ObservedEvent {
  const earlier = known.get(delivery)
  if (earlier) return earlier
  const event = read(delivery)
  known.set(delivery, event)
  return event
}

function read(delivery: Delivery): ObservedEvent {
  const reading = delivery.kind === 'websocket' ? readJsonEvent(delivery.payload) : readFormEvent(delivery.payload)
  const fields = reading.kind === 'event' ? reading.fields : []
  const value = (name: string): string | undefined => fields.find((field) => field.name === name)?.value
  const problem = reading.kind === 'malformed' ? reading.problem : undefined
  return { delivery, kind: problem === undefined ? `${value('class') ?? ''}/${value('event') ?? ''}` : '', problem, fields, value }
}
