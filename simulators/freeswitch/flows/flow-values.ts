import { NO_SPAN, type Span, SPAN_UNITS_US, unitsBetween } from '../channel/moment.ts'
import { commonValue, madeUuid, momentUs } from './common-values.ts'
import type { FlowInputs } from './flow-inputs.ts'
import type { FlowValues } from './flow-script.ts'
import { LEG_VALUES, type LegValueName } from './leg-values.ts'

/** Calculates one value from the inputs of a call. */
export type FlowValueOf = (inputs: FlowInputs) => string

/**
 * The value of each name of a flow script, the common ones or:
 *
 * - `span.0-5.seconds`, `span.0-5.milliseconds`, `span.0-5.microseconds`: from moment 0 to moment 5
 * - `caller.name`, `caller.number`, `callee.number`, `transferee.number`, `subject`
 * - `app.0`, `app.1`, …: Application-UUIDs in the order in which applications start; `transfer` the id of a transfer,
 *   `conference` that of a conference
 * - `a.uuid`, `b.uuid` and the rest of LEG_VALUES for each leg
 *
 * @throws RangeError for another name
 */
export function deriveFlowValues(inputs: FlowInputs, names: Iterable<string>): FlowValues {
  return Object.fromEntries(Array.from(names, (name) => [name, flowValue(name)(inputs)]))
}

/** How to calculate the value of a name: resolve once, call for each call. @throws RangeError for an unknown name */
export function flowValue(name: string): FlowValueOf {
  const found = FIXED[name] ?? commonValue(name) ?? spanValue(name) ?? applicationValue(name) ?? legValue(name)
  if (found === undefined)
    throw new RangeError(`Cannot derive a flow value as its name must be known: current value is "${name}"`)
  return found
}

const FIXED: Readonly<Record<string, FlowValueOf>> = {
  'caller.name': ({ caller }) => caller.name,
  'caller.number': ({ caller }) => caller.number,
  'callee.number': ({ callee }) => callee.number,
  'transferee.number': ({ transferee }) => transferee.number,
  subject: () => 'call',
  transfer: ({ session }) => madeUuid(session, 0xfff),
  conference: ({ session }) => madeUuid(session, 0xffe),
}

const isUnit = (name: string | undefined): name is keyof Span => name !== undefined && name in NO_SPAN

function spanValue(name: string): FlowValueOf | undefined {
  const [, from, to, unit] = /^span\.(\d+)-(\d+)\.(\w+)$/.exec(name) ?? []
  if (!isUnit(unit)) return undefined
  const [start, end, unitUs] = [Number(from), Number(to), SPAN_UNITS_US[unit]]
  return (inputs) => unitsBetween(momentUs(inputs, start), momentUs(inputs, end), unitUs)
}

function applicationValue(name: string): FlowValueOf | undefined {
  const index = /^app\.(\d+)$/.exec(name)?.[1]
  return index === undefined ? undefined : ({ session }) => madeUuid(session, Number(index))
}

function legValue(name: string): FlowValueOf | undefined {
  const [, letter = '', field] = /^([a-p])\.([\w-]+)$/.exec(name) ?? []
  const leg = letter.charCodeAt(0) - 'a'.charCodeAt(0)
  if (!isLegValue(field)) return undefined
  const valueOf = LEG_VALUES[field]
  return (inputs) => valueOf(inputs, leg)
}

const isLegValue = (name: string | undefined): name is LegValueName => name !== undefined && name in LEG_VALUES
