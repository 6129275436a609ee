import { claim } from './claim.ts'
import { eventEvidence } from './delivery.ts'
import { quoted } from './excerpt.ts'
import { type Expectation, matches, type Selector } from './expectation.ts'

/** The events of a selection have these values in `field`, in this order, each once: none missing, none twice. */
export function inOrder(selector: Selector, field: string, values: readonly string[]): Expectation {
  const wanted = new Set(values)
  return (events) => {
    const found = events.filter((candidate) => matches(selector, candidate) && wanted.has(candidate.value(field) ?? ''))
    const order = found.map((candidate) => candidate.value(field) ?? '')
    const wrong = firstDifference(order, values)
    const expected = `${values.length} events, each once, in the order sent`
    const actual = wrong ?? `${order.length} events in the order sent`
    return claim(wrong === undefined, expected, actual, wrong === undefined ? [] : eventEvidence('delivered', found))
  }
}

/** The events of one leg come in this order of kinds: `['call/start', 'call/answer', 'call/end']`. */
export function legOrder(uniqueid: string, kinds: readonly string[]): Expectation {
  return (events) => {
    const found = events.filter((candidate) => candidate.value('uniqueid') === uniqueid)
    const order = found.map(({ kind }) => kind)
    const holds = order.join() === kinds.join()
    return claim(holds, `${kinds.join(', ')} for leg ${quoted(uniqueid)}`, order.join(', ') || 'nothing', eventEvidence('delivered', found))
  }
}

function firstDifference(order: readonly string[], values: readonly string[]): string | undefined {
  const at = values.findIndex((value, index) => order[index] !== value)
  if (at >= 0) {
    const place = `at place ${at + 1} of ${values.length} ${quoted(values[at] ?? '')} was due`
    return `${order.length} events; ${place} and ${order[at] === undefined ? 'nothing' : quoted(order[at])} came`
  }
  return order.length === values.length ? undefined : `${order.length} events: ${quoted(order[values.length] ?? '')} came again`
}
