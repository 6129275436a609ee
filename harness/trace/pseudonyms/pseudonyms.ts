import { createIpv4Pseudonyms, createIpv6Pseudonyms, createUuidPseudonyms } from './addresses.ts'
import { createDigitPseudonyms } from './digits.ts'
import { createKeyedHash } from './keyed-hash.ts'
import { NO_IDENTITIES } from './known-words.ts'
import { createWordPseudonyms } from './words.ts'

/** Replacements by kind of identity. The same original always gets the same one under the same key. */
export interface Pseudonyms {
  /** Keeps the number of digits. */
  digits(run: string): string
  /** Keeps the number of letters and their case. */
  word(run: string): string
  /** Every run of letters and of digits in it; what stands between them stays. */
  scramble(text: string): string
  ipv4(address: string): string
  ipv6(address: string): string
  uuid(uuid: string): string
}

/**
 * @param key keep it nowhere: whoever has it can find out whether a number is in the trace
 * @param keepPrefix leading digits of numbers that stay
 */
export function createPseudonyms(key: Uint8Array, keepPrefix = 0): Pseudonyms {
  const hash = createKeyedHash(key)
  const digits = createDigitPseudonyms(hash, keepPrefix)
  const word = createWordPseudonyms(hash)
  return {
    digits,
    word,
    scramble: (text) =>
      NO_IDENTITIES.has(text.toLowerCase())
        ? text
        : text.replace(/(\p{L}[\p{L}\p{M}]*)|(\p{Nd}+)/gu, (run, letters?: string) =>
            letters === undefined ? (/^\d+$/.test(run) ? digits(run) : run.replace(/./gsu, '0')) : word(letters),
          ),
    ipv4: createIpv4Pseudonyms(hash),
    ipv6: createIpv6Pseudonyms(hash),
    uuid: createUuidPseudonyms(hash),
  }
}
