import type { SwitchIdentity } from '../bus.ts'
import { rfc2822 } from '../channel/moment.ts'
import { localTime } from '../events/base-headers.ts'

/**
 * Values that every script may ask for:
 *
 * - `sequence`: the Event-Sequence, another one for each event
 * - `node.core-uuid`, `node.hostname`, `node.switchname`, `node.ipv4`, `node.ipv6`
 * - `m0.timestamp`, `m0.local`, `m0.gmt`, `m0.epoch`, `m0.rfc2822`: the moments of the script, `m0` the first
 */
export interface CommonInputs {
  readonly identity: SwitchIdentity
  /** Event-Sequence, decimal. */
  readonly sequence: string
  /** Unix time of each moment, whole microseconds. */
  readonly momentsUs: readonly number[]
}

/** How to calculate a common value; undefined for a name that is none. */
export function commonValue(name: string): ((inputs: CommonInputs) => string) | undefined {
  return FIXED[name] ?? momentValue(name)
}

const FIXED: Readonly<Record<string, (inputs: CommonInputs) => string>> = {
  sequence: (inputs) => inputs.sequence,
  'node.core-uuid': ({ identity }) => identity.coreUuid,
  'node.hostname': ({ identity }) => identity.hostname,
  'node.switchname': ({ identity }) => identity.switchname,
  'node.ipv4': ({ identity }) => identity.ipv4,
  'node.ipv6': ({ identity }) => identity.ipv6,
}

const MOMENT_TEXTS: Readonly<Record<string, (us: number) => string>> = {
  timestamp: String,
  local: (us) => localTime(new Date(us / 1000)),
  gmt: (us) => new Date(us / 1000).toUTCString(),
  epoch: (us) => String(Math.floor(us / 1e6)),
  rfc2822: (us) => rfc2822(new Date(us / 1000)),
}

function momentValue(name: string): ((inputs: CommonInputs) => string) | undefined {
  const [, index, part] = /^m(\d+)\.(\w+)$/.exec(name) ?? []
  const text = part === undefined ? undefined : MOMENT_TEXTS[part]
  return text && ((inputs) => text(momentUs(inputs, Number(index))))
}

/** @throws RangeError when the inputs lack the moment */
export function momentUs({ momentsUs }: CommonInputs, index: number): number {
  const us = momentsUs[index]
  if (us === undefined) {
    throw new RangeError(
      `Cannot use a moment as the inputs must have it: current value is ${index} of ${momentsUs.length}`,
    )
  }
  return us
}

/** A UUID that no leg has: identities of legs start with the digits 4 to 7. */
export function madeUuid(session: number, index: number): string {
  const low = session % 2 ** 32
  const hex = low.toString(16).padStart(8, '0')
  return `c0${hex.slice(0, 6)}-${hex.slice(4)}-4${index.toString(16).padStart(3, '0')}-8000-00000000${hex.slice(0, 4)}`
}
