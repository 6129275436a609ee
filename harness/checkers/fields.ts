import type { ReceivedField } from '../contract/read-event.ts'
import { claim, fact, groundedOn } from './claim.ts'
import { eventEvidence } from './delivery.ts'
import { describeSelector, type Expectation, matches, type Selector } from './expectation.ts'

/** JSON types of fields, judged on websocket deliveries only: in form encoding everything is text. */
export function fieldTypes(selector: Selector, types: Readonly<Record<string, ReceivedField['type']>>): Expectation {
  const expected = Object.entries(types).map(([name, type]) => `${name} a ${type}`).join(', ')
  return (events) => {
    const found = events.filter((candidate) => candidate.delivery.kind === 'websocket' && matches(selector, candidate))
    const wrong = found.flatMap(({ fields }) =>
      Object.entries(types).flatMap(([name, type]) => {
        const actual = fields.find((field) => field.name === name)?.type ?? 'missing'
        return actual === type ? [] : [`${name} is ${actual}`]
      }),
    )
    return fact(claim(wrong.length === 0, `${describeSelector(selector)} has ${expected}`, wrong.join(', ') || 'as expected', eventEvidence('delivered', found)))
  }
}

/** Each field name at most once, and every delivery is one flat event. */
export function wellFormed(): Expectation {
  return (events) => {
    const wrong = events.flatMap((candidate) => {
      const { problem, fields } = candidate
      if (problem !== undefined) return [{ candidate, problem }]
      const names = fields.map(({ name }) => name)
      const twice = names.find((name, index) => names.indexOf(name) !== index)
      if (twice !== undefined) return [{ candidate, problem: `it has ${JSON.stringify(twice)} twice` }]
      const nested = fields.find(({ type }) => type === 'other')
      return nested ? [{ candidate, problem: `${JSON.stringify(nested.name)} is neither text nor number` }] : []
    })
    const offenders = wrong.map(({ candidate }) => candidate)
    return fact(claim(wrong.length === 0, 'every delivery is one flat event with each name once', wrong[0]?.problem ?? 'so it is', eventEvidence('malformed', offenders)))
  }
}

/** Exactly these field names, in any order. */
export function exactFields(selector: Selector, names: readonly string[]): Expectation {
  const wanted = [...names].sort().join(', ')
  return (events) => {
    const found = events.filter((candidate) => matches(selector, candidate))
    const wrong = found.find(({ fields }) => fields.map(({ name }) => name).sort().join(', ') !== wanted)
    const actual = wrong ? wrong.fields.map(({ name }) => name).sort().join(', ') : `${found.length} delivered`
    return groundedOn(wrong ? 'fact' : 'absence', claim(found.length > 0 && !wrong, `${describeSelector(selector)} has exactly ${wanted}`, actual, eventEvidence('delivered', found)))
  }
}
