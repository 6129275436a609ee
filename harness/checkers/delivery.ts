import type { ObservedEvent } from '../contract/observed-event.ts'
import type { Evidence } from '../model/check.ts'
import type { Judgement } from '../model/conformance.ts'
import { claim, fact, groundedOn } from './claim.ts'
import { excerptOf, quoted } from './excerpt.ts'
import { describeSelector, type Expectation, matches, type Selector } from './expectation.ts'

/** Values that a field must have: exact text, or a rule with its words. */
export type ExpectedValue = string | { readonly is: string; readonly holds: (value: string) => boolean }
export type ExpectedValues = Readonly<Record<string, ExpectedValue>>

const MOST_SHOWN = 5

/** What was delivered, for a reader to look at. */
export const eventEvidence = (title: string, events: readonly ObservedEvent[]): Evidence[] =>
  events.slice(0, MOST_SHOWN).map(({ delivery }) => ({
    title: `${title}, ${delivery.kind} delivery ${delivery.index}`,
    excerpt: excerptOf(delivery.payload),
  }))

/** Exactly `times` events of this selection, each with these further values. */
export function exactly(times: number, selector: Selector, values: ExpectedValues = {}): Expectation {
  const details = Object.entries(values).map(([name, value]) => `${name} ${typeof value === 'string' ? quoted(value) : value.is}`)
  const expected = `${times} × ${describeSelector(selector)}${details.length > 0 ? `; ${details.join(', ')}` : ''}`
  return (events) => {
    const found = events.filter((candidate) => matches(selector, candidate))
    const wrong = found.flatMap((candidate) => differences(candidate, values))
    const holds = found.length === times && wrong.length === 0
    const actual = found.length === times && wrong.length > 0 ? wrong.join('; ') : `${found.length} delivered`
    const isTooMany = found.length > times && !found.every(isSignOfLife)
    const ground = wrong.length > 0 || isTooMany ? 'fact' : found.length > times ? 'time' : 'absence'
    return groundedOn(ground, claim(holds, expected, actual, eventEvidence('delivered', found.length > 0 ? found : events)))
  }
}

function differences(candidate: ObservedEvent, values: ExpectedValues): string[] {
  return Object.entries(values).flatMap(([name, expected]) => {
    const value = candidate.value(name)
    if (value === undefined) return [`${name} is missing`]
    const holds = typeof expected === 'string' ? value === expected : expected.holds(value)
    return holds ? [] : [`${name} is ${quoted(value)}`]
  })
}

/** No event of this selection at all. */
export function none(selector: Selector): Expectation {
  return (events) => {
    const found = events.filter((candidate) => matches(selector, candidate))
    return forbidden(found, `no ${describeSelector(selector)}`, 'forbidden')
  }
}

/** Nothing but events that are listed: everything else that carries the tag of the check is forbidden. */
export function nothingElse(tag: string, ...allowed: readonly Selector[]): Expectation {
  return (events) => {
    const found = events.filter((candidate) => carries(candidate, tag) && !allowed.some((selector) => matches(selector, candidate)))
    return forbidden(found, `no event with ${quoted(tag)} beyond the expected`, 'unexpected')
  }
}

function forbidden(found: readonly ObservedEvent[], expected: string, title: string): Judgement {
  const judgement = claim(found.length === 0, expected, `${found.length} delivered`, eventEvidence(title, found))
  return found.every(isSignOfLife) ? judgement : fact(judgement)
}

/** A link that falls silent because the machine stands still may be given up, and then its node goes down and up again. */
const isSignOfLife = ({ kind }: ObservedEvent): boolean => kind.startsWith('machine/')

const carries = (candidate: ObservedEvent, tag: string): boolean => candidate.fields.some(({ value }) => value.includes(tag))
