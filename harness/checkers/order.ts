import type { ObservedEvent } from '../contract/observed-event.ts'
import { claim, groundedOn, should } from './claim.ts'
import { eventEvidence } from './delivery.ts'
import { quoted } from './excerpt.ts'
import { type Expectation, matches, type Selector } from './expectation.ts'
import { groundOf } from './ground-of.ts'

/**
 * The events of a selection have these values in `field`, each once: none missing, none twice. On websockets they come in
 * this order; webhooks may use several connections, so there the order is not judged. Among legs of one link the contract
 * advises an order, and another one is a warning; where it asks for one, `must` says so.
 */
export function inOrder(selector: Selector, field: string, values: readonly string[], { must = false } = {}): Expectation {
  const wanted = new Set(values)
  return (events) => {
    const found = events.filter((candidate) => matches(selector, candidate) && wanted.has(candidate.value(field) ?? ''))
    const ordered = found.every(({ delivery }) => delivery.kind === 'websocket')
    const order = found.map((candidate) => candidate.value(field) ?? '')
    const at = ordered ? firstDifference(order, values) : firstDifference(order.toSorted(), values.toSorted())
    const expected = `${values.length} events, each once${ordered ? ', in the order sent' : ''}`
    if (at === undefined) return claim(true, expected, `${order.length} events`)
    const due = ordered ? values : values.toSorted()
    const came = ordered ? order : order.toSorted()
    const failure = claim(false, expected, `${order.length} events; ${describe(at, due[at], came[at])}`, eventEvidence('around it', around(found, came[at] ?? due[at - 1], field)))
    const isComplete = firstDifference(order.toSorted(), values.toSorted()) === undefined
    return isComplete && !must ? should(failure) : groundedOn(groundOf(order, values, { ordered }), failure)
  }
}

/**
 * The events of one leg are of these kinds, each once per mention: `['call/start', 'call/answer', 'call/end']`. On
 * websockets they come in this order; on webhooks the order is judged only where `everywhere` says so.
 */
export function legOrder(uniqueid: string, kinds: readonly string[], { everywhere = false } = {}): Expectation {
  return (events) => {
    const found = events.filter((candidate) => candidate.value('uniqueid') === uniqueid)
    const order = found.map(({ kind }) => kind)
    const ordered = everywhere || found.every(({ delivery }) => delivery.kind === 'websocket')
    const holds = ordered ? order.join() === kinds.join() : order.toSorted().join() === kinds.toSorted().join()
    return groundedOn(groundOf(order, kinds, { ordered }), claim(holds, `${kinds.join(', ')} for leg ${quoted(uniqueid)}`, order.join(', ') || 'nothing', eventEvidence('delivered', found)))
  }
}

/** Undefined when both are the same. */
function firstDifference(order: readonly string[], values: readonly string[]): number | undefined {
  const length = Math.max(order.length, values.length)
  const at = Array.from({ length }, (_, index) => index).find((index) => order[index] !== values[index])
  return at
}

function describe(at: number, due: string | undefined, came: string | undefined): string {
  const expected = due === undefined ? 'nothing more' : quoted(due)
  return `at place ${at + 1} ${expected} was due and ${came === undefined ? 'nothing' : quoted(came)} came`
}

function around(events: readonly ObservedEvent[], value: string | undefined, field: string): ObservedEvent[] {
  const at = events.findIndex((candidate) => candidate.value(field) === value)
  return events.slice(Math.max(0, at - 1), Math.max(0, at - 1) + 3)
}
