import { FAULTS } from './faults.ts'
import type { Fault, FaultDefinition, FaultParameter, FaultTrigger } from './fault.ts'

const SHAPE = /^([a-z0-9-]+)(?:=([^@#]+))?(?:@([^#]+))?(?:#(\d+|all))?$/
const DURATION = /^(-?\d+(?:\.\d+)?)(ms|s|m|h)$/
const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const SIZE = /^(\d+)(KiB|MiB)?$/
const OCTETS: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1_048_576 }

/**
 * Reads a fault in its text form: `<name>[=<value>][@<when>][#<connections>]`, such as `stall=5s@event:100#2`.
 * `<when>` is `start`, `event:<n>`, `every:<n>` or `after:<time>`; `#all` concerns every connection.
 * @throws SyntaxError naming what is accepted
 */
export function parseFault(text: string): Fault {
  const match = SHAPE.exec(text)
  if (match === null) throw refused(text, 'it must read <name>[=<value>][@<when>][#<connections>]')
  const [, name, value, when, connections] = match
  const definition = FAULTS.find((known) => known.name === name)
  if (definition === undefined) throw refused(text, `its name must be one of ${FAULTS.map((known) => known.name).join(', ')}`)
  return {
    definition,
    value: value === undefined ? (definition.parameter?.default ?? 0) : parseValue(text, value, definition.parameter),
    trigger: when === undefined ? definition.trigger : parseTrigger(text, when, definition),
    connections: connections === undefined ? definition.connections : connections === 'all' ? Infinity : Number(connections),
  }
}

function parseValue(text: string, value: string, parameter: FaultParameter | undefined): number {
  if (parameter === undefined) throw refused(text, 'this fault takes no value')
  const number = parseAs(parameter.unit, value)
  if (number === undefined) throw refused(text, `its value must be ${ACCEPTED[parameter.unit]}`)
  return number
}

const ACCEPTED = {
  duration: 'a time such as 200ms, 5s or 2m',
  octets: 'a size such as 1, 64KiB or 16MiB',
  count: 'a whole number',
} as const

function parseAs(unit: FaultParameter['unit'], value: string): number | undefined {
  if (unit === 'count') return /^-?\d{1,9}$/.test(value) ? Number(value) : undefined
  const [, number, suffix] = (unit === 'duration' ? DURATION : SIZE).exec(value) ?? []
  if (number === undefined) return undefined
  const factor = unit === 'duration' ? MILLISECONDS[suffix ?? ''] : OCTETS[suffix ?? '']
  const product = Number(number) * (factor ?? 1)
  return unit === 'octets' && (product < 1 || product > MAX_OCTETS) ? undefined : product
}

/** Twice the largest body that a server accepts. */
const MAX_OCTETS = 32 * 1_048_576

function parseTrigger(text: string, when: string, { kind }: FaultDefinition): FaultTrigger {
  if (kind === 'door') throw refused(text, 'this fault strikes at the start')
  if (when === 'start') return { kind: 'start' }
  const [word, argument = ''] = when.split(':', 2)
  const number = /^[1-9]\d{0,8}$/.test(argument) ? Number(argument) : undefined
  if (word === 'event' && number !== undefined) return { kind: 'event', number }
  if (word === 'every' && number !== undefined) return { kind: 'every', events: number }
  const ms = parseAs('duration', argument)
  if (word === 'after' && ms !== undefined && ms >= 0) return { kind: 'after', ms }
  throw refused(text, 'when it strikes must be start, event:<n>, every:<n> or after:<time>')
}

function refused(text: string, rule: string): SyntaxError {
  return new SyntaxError(`Cannot use a fault as ${rule}: current value is "${text.slice(0, 80)}"`)
}
