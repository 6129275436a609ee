import { type KeyedHash, remember } from './keyed-hash.ts'

/**
 * Replaces a run of digits by another of the same length. Different runs of one length become different ones, as
 * the mapping is a keyed permutation: a Feistel network over decimal digits, in the manner of NIST's FF1, walked on
 * until the first digit is not 0. Leading zeros and zeros alone stay.
 * @param keepPrefix so many leading digits of numbers that have seven or more stay too: a country or area code
 */
export function createDigitPseudonyms(hash: KeyedHash, keepPrefix = 0): (digits: string) => string {
  return remember((digits) => {
    const zeros = /^0*/.exec(digits)?.[0].length ?? 0
    const kept = digits.length < NUMBER_DIGITS ? zeros : Math.max(zeros, Math.min(keepPrefix, digits.length - LEAST_HIDDEN))
    const rest = digits.slice(kept)
    return rest === '' ? digits : digits.slice(0, kept) + permuteChunks(hash, rest, kept === zeros)
  })
}

const NUMBER_DIGITS = 7
/** A prefix never leaves fewer digits than these to be hidden. */
const LEAST_HIDDEN = 4
/** Two halves of eight digits are exact in a double. */
const CHUNK_DIGITS = 16
const ROUNDS = 10

function permuteChunks(hash: KeyedHash, digits: string, notZero: boolean): string {
  if (digits.length <= CHUNK_DIGITS) return walk(hash, digits, notZero)
  return walk(hash, digits.slice(0, CHUNK_DIGITS), notZero) + permuteChunks(hash, digits.slice(CHUNK_DIGITS), false)
}

/** Permutes again while the first digit is 0: from a start without one that ends, and stays a permutation. */
function walk(hash: KeyedHash, digits: string, notZero: boolean): string {
  let permuted = permute(hash, digits)
  while (notZero && permuted.startsWith('0')) permuted = permute(hash, permuted)
  return permuted
}

function permute(hash: KeyedHash, digits: string): string {
  if (digits.length === 1) return String((Number(digits) + 1 + (hash('digit', '').readUInt32BE() % 9)) % 10)
  const half = Math.floor(digits.length / 2)
  let [left, right] = [digits.slice(0, half), digits.slice(half)]
  for (let round = 0; round < ROUNDS; round++) {
    const add = hash('digits', `${digits.length}:${round}:${right}`).readUIntBE(0, 6)
    const mixed = (Number(left) + add) % 10 ** left.length
    ;[left, right] = [right, String(mixed).padStart(left.length, '0')]
  }
  return left + right
}
