import type { SwitchIdentity } from '../bus.ts'
import { localTime } from '../events/base-headers.ts'
import type { FlowValues } from './flow-script.ts'
import { LEG_VALUES, type LegValueName } from './leg-values.ts'

/**
 * The values of flow scripts, by name:
 *
 * - `sequence`: the Event-Sequence, another one for each event
 * - `node.core-uuid`, `node.hostname`, `node.switchname`, `node.ipv4`, `node.ipv6`
 * - `m0.timestamp`, `m0.local`, `m0.gmt`, `m0.epoch`, `m0.rfc2822`: the moments of the script, `m0` the first
 * - `span.0-5.seconds`, `span.0-5.milliseconds`, `span.0-5.microseconds`: from moment 0 to moment 5
 * - `caller.name`, `caller.number`, `callee.number`, `transferee.number`, `subject`
 * - `app.0`, `app.1`, …: Application-UUIDs in the order in which applications start; `transfer` the id of a transfer
 * - `a.uuid`, `b.uuid` and the rest of LEG_VALUES for each leg
 */
export interface FlowInputs {
  readonly identity: SwitchIdentity
  /** Event-Sequence, decimal. */
  readonly sequence: string
  /** Unique-IDs of the legs, A first. */
  readonly legUuids: readonly string[]
  /** Unix time of each moment, whole microseconds. */
  readonly momentsUs: readonly number[]
  /** Binary strings. */
  readonly caller: { readonly name: string; readonly number: string }
  readonly callee: { readonly number: string }
  readonly transferee: { readonly number: string }
  /** Session number of the A leg, a positive integer; legs of one call count on. */
  readonly session: number
  /** Addresses of the phones, A first. */
  readonly phoneIps: readonly string[]
}

/** Calculates one value from the inputs of a call. */
export type FlowValueOf = (inputs: FlowInputs) => string

/** The value of each name. @throws RangeError for a name that no script value has */
export function deriveFlowValues(inputs: FlowInputs, names: Iterable<string>): FlowValues {
  return Object.fromEntries(Array.from(names, (name) => [name, flowValue(name)(inputs)]))
}

/** How to calculate the value of a name: resolve once, call for each call. @throws RangeError for an unknown name */
export function flowValue(name: string): FlowValueOf {
  const found = FIXED[name] ?? momentValue(name) ?? spanValue(name) ?? applicationValue(name) ?? legValue(name)
  if (found === undefined) throw new RangeError(`Cannot derive a flow value as its name must be known: current value is "${name}"`)
  return found
}

const FIXED: Readonly<Record<string, FlowValueOf>> = {
  sequence: (inputs) => inputs.sequence,
  'node.core-uuid': ({ identity }) => identity.coreUuid,
  'node.hostname': ({ identity }) => identity.hostname,
  'node.switchname': ({ identity }) => identity.switchname,
  'node.ipv4': ({ identity }) => identity.ipv4,
  'node.ipv6': ({ identity }) => identity.ipv6,
  'caller.name': ({ caller }) => caller.name,
  'caller.number': ({ caller }) => caller.number,
  'callee.number': ({ callee }) => callee.number,
  'transferee.number': ({ transferee }) => transferee.number,
  subject: () => 'call',
  transfer: ({ session }) => madeUuid(session, 0xfff),
}

const MOMENT_TEXTS: Readonly<Record<string, (us: number) => string>> = {
  timestamp: String,
  local: (us) => localTime(new Date(us / 1000)),
  gmt: (us) => new Date(us / 1000).toUTCString(),
  epoch: (us) => String(Math.floor(us / 1e6)),
  rfc2822: (us) => rfc2822(new Date(us / 1000)),
}

function momentValue(name: string): FlowValueOf | undefined {
  const [, index, part] = /^m(\d+)\.(\w+)$/.exec(name) ?? []
  const text = part === undefined ? undefined : MOMENT_TEXTS[part]
  return text && ((inputs) => text(momentUs(inputs, Number(index))))
}

/** Each end is rounded down before the subtraction, as the server does it. */
const UNITS: Readonly<Record<string, number>> = { seconds: 1e6, milliseconds: 1e3, microseconds: 1 }

function spanValue(name: string): FlowValueOf | undefined {
  const [, from, to, unit] = /^span\.(\d+)-(\d+)\.(\w+)$/.exec(name) ?? []
  const size = unit === undefined ? undefined : UNITS[unit]
  if (size === undefined) return undefined
  const units = (inputs: FlowInputs, index: string | undefined) => Math.floor(momentUs(inputs, Number(index)) / size)
  return (inputs) => String(units(inputs, to) - units(inputs, from))
}

function momentUs({ momentsUs }: FlowInputs, index: number): number {
  const us = momentsUs[index]
  if (us === undefined) {
    throw new RangeError(`Cannot use a moment as the call must have it: current value is ${index} of ${momentsUs.length}`)
  }
  return us
}

function applicationValue(name: string): FlowValueOf | undefined {
  const index = /^app\.(\d+)$/.exec(name)?.[1]
  return index === undefined ? undefined : ({ session }) => madeUuid(session, Number(index))
}

function legValue(name: string): FlowValueOf | undefined {
  const [, letter = '', field] = /^([a-p])\.([\w-]+)$/.exec(name) ?? []
  const leg = letter.charCodeAt(0) - 'a'.charCodeAt(0)
  return isLegValue(field) ? (inputs) => LEG_VALUES[field](inputs, leg) : undefined
}

const isLegValue = (name: string | undefined): name is LegValueName => name !== undefined && name in LEG_VALUES

/** `Sun, 22 Nov 2026 01:34:17 +0000`, local time. */
function rfc2822(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + minutes * 60_000)
  const size = Math.abs(minutes)
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
  return shifted.toUTCString().replace('GMT', offset)
}

const two = (number: number): string => String(number).padStart(2, '0')

/** A UUID that no leg has: identities of legs start with the digits 4 to 7. */
export function madeUuid(session: number, index: number): string {
  const low = session % 2 ** 32
  const hex = low.toString(16).padStart(8, '0')
  return `c0${hex.slice(0, 6)}-${hex.slice(4)}-4${index.toString(16).padStart(3, '0')}-8000-00000000${hex.slice(0, 4)}`
}
