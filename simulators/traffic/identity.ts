/**
 * Identity of simulated traffic: which run, source, call, leg and slot an identifier belongs to, readable from the
 * identifier itself, so that no string map stands between a received frame and its ledger entry.
 *
 * An *entity* is one leg of a call, one registration event or one text message. A *step* is the place of one
 * contract event in the entity's script (leg: start, route, answer, end). A *slot* is the index of the entity in its
 * source's ledger table while it lives.
 */

/** Where an identifier comes from. All numbers are non-negative integers. */
export interface Identity {
  /** Index of the emitting source (FreeSWITCH node or softswitch machine) in the run, 0 to 63. */
  readonly source: number
  /** Number of the call, registration or message in its source's arrival stream: dense and reproducible, below 2^26. */
  readonly number: number
  /** 0 for the A leg, 1 for the B leg and so on, 0 to 15. */
  readonly leg: number
  /** Index in the source's ledger table, below 2^20. */
  readonly slot: number
}

export const MAX_SOURCES = 64
export const MAX_SLOTS = 2 ** 20
export const MAX_NUMBER = 2 ** 26

/** Names of the contract events that entities emit; the index is the code in a packed script. 0 means "no step". */
export const MILESTONES = [
  'none',
  'start',
  'route',
  'answer',
  'end',
  'register',
  'unregister',
  'expire',
  'receive',
  'send',
] as const
export type Milestone = Exclude<(typeof MILESTONES)[number], 'none'>

/** Most steps that one script holds: a script is packed into 32 bits, 4 bits a step, step 0 lowest. */
export const MAX_STEPS = 8

/**
 * Packs the contract events of an entity, in the order in which it emits them.
 * @throws RangeError when there are more than {@link MAX_STEPS}.
 */
export function packScript(milestones: readonly Milestone[]): number {
  if (milestones.length > MAX_STEPS) {
    throw new RangeError(`Cannot pack a script of more than ${MAX_STEPS} steps: current length is ${milestones.length}`)
  }
  let script = 0
  milestones.forEach((name, step) => {
    script |= MILESTONES.indexOf(name) << (4 * step)
  })
  return script >>> 0
}

/** The contract event at a step of a packed script; 'none' behind its end. */
export function milestoneAt(script: number, step: number): (typeof MILESTONES)[number] {
  return MILESTONES[(script >>> (4 * step)) & 15] ?? 'none'
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/** The top bits keep the decimal form at ten digits, as an Asterisk unique id has them. */
export const toRunId = (seedHash: number): number => ((seedHash & 0x7fffffff) | 0x40000000) >>> 0

/**
 * Identifier in the shape of a version 4 UUID, for FreeSWITCH: `RRRRRRRR-KKKK-4KKK-8KKK-SSG000LLLLLL` with run R,
 * number K, source S, leg G, slot L, all in hexadecimal.
 */
export function toUuid(runId: number, id: Identity): string {
  const k = hex(id.number, 10)
  return `${hex(runId, 8)}-${k.slice(0, 4)}-4${k.slice(4, 7)}-8${k.slice(7)}-${hex(id.source, 2)}${hex(id.leg, 1)}000${hex(id.slot, 6)}`
}

/** Identifier in the shape of an Asterisk unique id, for softswitch machines: run and packed identity in decimal. */
export function toAsteriskId(runId: number, id: Identity): string {
  const packed = (id.number * MAX_SOURCES + id.source) * MAX_SLOTS + id.slot
  // In halves, as an integer of 31 bits becomes text much faster than a greater number.
  const high = Math.floor(packed / 1e8)
  return `${String(runId).padStart(10, '0')}.${eightDigits(high)}${eightDigits(packed - high * 1e8)}`
}

const eightDigits = (value: number): string => String(value + 1e8).slice(1)

/** The first nine octets of every UUID of the run, the hyphen included: what a scanner looks for. */
export const uuidPrefix = (runId: number): string => `${hex(runId, 8)}-`

/** The first eleven octets of every Asterisk-style id of the run, the full stop included. */
export const asteriskPrefix = (runId: number): string => `${String(runId).padStart(10, '0')}.`

export const UUID_LENGTH = 36
export const ASTERISK_ID_LENGTH = 27

/** Values of lower-case hexadecimal digits by their octet, -1 for others: real digits are too random for branches. */
const HEX_VALUES = new Int8Array(256).fill(-1)
for (let value = 0; value < 16; value++) HEX_VALUES[value.toString(16).charCodeAt(0)] = value

/** Negative when an octet is no digit, as the sign stays through every shift below the 28th. */
const digitAt = (bytes: Uint8Array, at: number): number => HEX_VALUES[bytes[at] ?? 0] ?? -1

/** Written out as a loop costs half as much again. */
const threeDigitsAt = (bytes: Uint8Array, at: number): number =>
  (digitAt(bytes, at) << 8) | (digitAt(bytes, at + 1) << 4) | digitAt(bytes, at + 2)

/** An identity to write into; the leg is undefined where an identifier does not say it. */
export interface IdentityTarget {
  source: number
  number: number
  leg: number | undefined
  slot: number
}

/**
 * Like `readUuid()`, for whoever reads a million in a second: writes into an object of the caller.
 * @returns whether the octets are one; if not, nothing is written
 */
export function readUuidInto(bytes: Uint8Array, at: number, target: IdentityTarget): boolean {
  if (at + UUID_LENGTH > bytes.length) return false
  const high = (digitAt(bytes, at + 9) << 12) | threeDigitsAt(bytes, at + 10)
  const middle = threeDigitsAt(bytes, at + 15)
  const low = threeDigitsAt(bytes, at + 20)
  const sourceAndLeg = threeDigitsAt(bytes, at + 24)
  const slot = (threeDigitsAt(bytes, at + 30) << 12) | threeDigitsAt(bytes, at + 33)
  if ((high | middle | low | sourceAndLeg | slot) < 0) return false
  target.source = sourceAndLeg >>> 4
  target.number = high * 2 ** 24 + (middle << 12) + low
  target.leg = sourceAndLeg & 15
  target.slot = slot
  return true
}

/** Reads the identity behind a UUID of the run that starts at `at`; undefined when the octets are not one. */
export function readUuid(bytes: Uint8Array, at: number): Identity | undefined {
  const identity = { source: 0, number: 0, leg: 0, slot: 0 }
  return readUuidInto(bytes, at, identity) ? identity : undefined
}

/** Reads the identity behind an Asterisk-style id of the run that starts at `at`; undefined when it is not one. */
export function readAsteriskId(bytes: Uint8Array, at: number): Identity | undefined {
  if (at + ASTERISK_ID_LENGTH > bytes.length) return undefined
  let packed = 0
  for (let i = at + 11; i < at + ASTERISK_ID_LENGTH; i++) {
    const digit = (bytes[i] ?? 0) - 48
    if (digit < 0 || digit > 9) return undefined
    packed = packed * 10 + digit
  }
  const slot = packed % MAX_SLOTS
  const rest = (packed - slot) / MAX_SLOTS
  return { slot, source: rest % MAX_SOURCES, number: Math.floor(rest / MAX_SOURCES), leg: 0 }
}
