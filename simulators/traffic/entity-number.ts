import { MAX_NUMBER } from './identity.ts'

/**
 * Calls, registrations and text messages of one source are counted apart, from 0 and without holes, so that the rate
 * of one kind does not renumber another. In an identity the kinds share one range of numbers, split here and nowhere
 * else: calls below 2^25, registrations from 2^25, messages from 2^25 + 2^24.
 */
export type EntityKind = 'call' | 'registration' | 'message'

const FIRST: Readonly<Record<EntityKind, number>> = {
  call: 0,
  registration: MAX_NUMBER / 2,
  message: MAX_NUMBER * 0.75,
}

const END: Readonly<Record<EntityKind, number>> = {
  call: FIRST.registration,
  registration: FIRST.message,
  message: MAX_NUMBER,
}

/**
 * The number of an identity.
 * @param index count of the entity among those of its kind and source, from 0
 * @throws RangeError when the kind has no further number.
 */
export function toEntityNumber(kind: EntityKind, index: number): number {
  const number = FIRST[kind] + index
  if (!(index >= 0 && number < END[kind])) {
    throw new RangeError(`Cannot number a ${kind} beyond ${END[kind] - FIRST[kind] - 1}: current value is ${index}`)
  }
  return number
}

/** Count of an entity among those of its kind and source, from 0: undoes `toEntityNumber()`. */
export const entityIndex = (number: number): number => number - FIRST[entityKind(number)]

/** The kind behind the number of an identity. */
export function entityKind(number: number): EntityKind {
  if (number < FIRST.registration) return 'call'
  return number < FIRST.message ? 'registration' : 'message'
}
