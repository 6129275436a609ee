import { claim, type Expectation, fact, type ObservedEvent, quoted, type Selector, unknown } from '../../../harness/index.ts'

const CORE = ['class', 'event', 'timestamp']

/** Every event has class, event and timestamp, none of them empty. */
export const hasCoreFields = (): Expectation => (events) => {
  const offender = events.find(({ problem, value }) => problem === undefined && CORE.some((name) => (value(name) ?? '') === ''))
  const missing = offender && CORE.filter((name) => (offender.value(name) ?? '') === '')
  return fact(claim(!offender, 'every event has class, event and timestamp', missing ? `${quoted(namesOf(offender))} has no ${missing.join(', ')}` : `${events.length} events`))
}

const namesOf = ({ fields }: ObservedEvent): string => fields.map(({ name, value }) => `${name}=${value}`).join(' ')

const find = (events: readonly ObservedEvent[], { kind, fields }: Selector): ObservedEvent | undefined =>
  events.find((event) => event.kind === kind && Object.entries(fields).every(([name, value]) => event.value(name) === value))

/** Two events have the same field names; unknown when one of them did not come. */
export const sameNames = (full: Selector, bare: Selector): Expectation => (events) => {
  const expected = `${full.kind} has the same names whatever its source has`
  const [one, other] = [find(events, full), find(events, bare)]
  if (!one || !other) return unknown(expected, `the one ${one ? 'without' : 'with'} all values did not come`)
  const names = ({ fields }: ObservedEvent): string[] => fields.map(({ name }) => name).sort()
  const lacking = names(one).filter((name) => !names(other).includes(name))
  const added = names(other).filter((name) => !names(one).includes(name))
  const evidence = [one, other].map((event) => ({ title: event.kind, excerpt: namesOf(event) }))
  return fact(claim(names(one).join() === names(other).join(), expected, `without values it lacks ${lacking.join(', ') || 'nothing'} and has ${added.join(', ') || 'nothing'} more`, evidence))
}
