import { claim, type Expectation, type ObservedEvent, quoted } from '../../../harness/index.ts'
import type { ExpectedEvent } from './oracle.ts'

/**
 * Exactly these events came out, each with these values; those of one leg in this order on websockets. Signs of life and
 * of the link are left out where none of them was expected, and calls whose uniqueid begins with `own`: the rig makes some
 * of its own.
 */
export function asRecorded(name: string, expected: readonly ExpectedEvent[], own: string): Expectation {
  const legs = new Set(expected.flatMap(({ uniqueid }) => uniqueid ?? []))
  return (events) => {
    const delivered = events.filter((event) => !isOwnSign(event, expected) && event.value('uniqueid')?.startsWith(own) !== true)
    const differences = compare(expected, delivered)
    const problems = differences.length > 0 ? differences : [...legs].flatMap((leg) => disorder(leg, expected, delivered) ?? [])
    const evidence = problems.length > 0 ? [{ title: `recording ${name} against the oracle`, excerpt: problems.slice(0, 20).join('\n') }] : []
    return claim(problems.length === 0, `${name}: the ${expected.length} events of the oracle, legs in order`, problems[0] ?? `${delivered.length} events`, evidence)
  }
}

const isOwnSign = (event: ObservedEvent, expected: readonly ExpectedEvent[]): boolean =>
  event.kind.startsWith('machine/') && !expected.some((due) => equals(due, event))

const equals = (due: ExpectedEvent, { value }: ObservedEvent): boolean => Object.entries(due).every(([field, text]) => value(field) === text)

/** Each due event takes one delivered event that equals it; what is left on either side is a difference. */
function compare(expected: readonly ExpectedEvent[], delivered: readonly ObservedEvent[]): string[] {
  const left = [...delivered]
  const missing = expected.filter((due) => {
    const at = left.findIndex((event) => equals(due, event))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const wrong = missing.map((due) => {
    const at = left.findIndex((event) => isSame(due, event))
    const [event] = at < 0 ? [] : left.splice(at, 1)
    return event ? fieldsThatDiffer(due, event) : `${describe(due)} is missing`
  })
  return [...wrong, ...left.map((event) => `${event.kind || 'something'} of ${quoted(event.value('uniqueid') ?? event.value('user') ?? '')} is too much`)]
}

/** Whether both stand for the same thing that happened, whatever else is wrong with it. */
const isSame = (due: ExpectedEvent, { value }: ObservedEvent): boolean =>
  ['class', 'event', 'uniqueid', 'user'].every((field) => due[field] === undefined || value(field) === due[field])

function fieldsThatDiffer(due: ExpectedEvent, { value }: ObservedEvent): string {
  const fields = Object.entries(due).filter(([field, text]) => value(field) !== text)
  return `${describe(due)}: ${fields.map(([field, text]) => `${field} is ${quoted(value(field) ?? '(missing)')} and not ${quoted(text)}`).join(', ')}`
}

const describe = (due: ExpectedEvent): string => `${due['class']}/${due['event']} of ${quoted(due['uniqueid'] ?? due['user'] ?? due['from'] ?? '')} at ${due['timestamp']}`

function disorder(leg: string, expected: readonly ExpectedEvent[], delivered: readonly ObservedEvent[]): string | undefined {
  if (delivered.some(({ delivery }) => delivery.kind === 'webhook')) return undefined
  const due = expected.filter(({ uniqueid }) => uniqueid === leg).map(({ event }) => event)
  const came = delivered.filter(({ value }) => value('uniqueid') === leg).map(({ value }) => value('event'))
  return due.join() === came.join() ? undefined : `leg ${quoted(leg)} came as ${came.join(', ')} and not ${due.join(', ')}`
}
