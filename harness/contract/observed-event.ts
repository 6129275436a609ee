import type { EventMapping } from '../model/event-mapping.ts'
import type { Delivery } from '../model/observation.ts'
import { type CompiledMapping, compileMapping } from './map-fields.ts'
import { type EventReading, readFormEvent, readJsonEvent, type ReceivedField } from './read-event.ts'

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

/** Reads a delivery, once, in the contract's words. All that a check sees of a bridge's events comes through here. */
export function observe(delivery: Delivery): ObservedEvent {
  const earlier = known.get(delivery)
  if (earlier) return earlier
  const event = read(delivery)
  known.set(delivery, event)
  return event
}

function read(delivery: Delivery): ObservedEvent {
  const reading = readingOf(delivery)
  const fields = reading.kind === 'event' ? reading.fields : []
  const value = (name: string): string | undefined => fields.find((field) => field.name === name)?.value
  const problem = reading.kind === 'malformed' ? reading.problem : undefined
  return { delivery, kind: problem === undefined ? `${value('class') ?? ''}/${value('event') ?? ''}` : '', problem, fields, value }
}

function readingOf({ kind, payload, mapping }: Delivery): EventReading {
  if (kind === 'webhook' && mapping?.webhook !== 'json') return readFormEvent(payload, mapping && compiledFor(mapping).form)
  return readJsonEvent(payload, mapping && compiledFor(mapping).json)
}

const compiled = new WeakMap<EventMapping, Readonly<Record<'json' | 'form', CompiledMapping>>>()

function compiledFor(mapping: EventMapping): Readonly<Record<'json' | 'form', CompiledMapping>> {
  const earlier = compiled.get(mapping)
  if (earlier) return earlier
  const both = { json: compileMapping(mapping, 'json'), form: compileMapping(mapping, 'form') }
  compiled.set(mapping, both)
  return both
}
