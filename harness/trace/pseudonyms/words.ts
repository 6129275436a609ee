import { type KeyedHash, remember } from './keyed-hash.ts'

/**
 * Replaces a run of letters by another of the same length and case. Letters beyond ASCII become such that take as many
 * octets in UTF-8, so that what is hard for a codec stays hard.
 */
export function createWordPseudonyms(hash: KeyedHash): (word: string) => string {
  return remember((word) => {
    const letters = [...word]
    const octets = octetStream(hash, word.toLowerCase())
    return letters.map((letter) => replaceLetter(letter, octets)).join('')
  })
}

const OCTETS_PER_HASH = 32

/** As many octets as are asked for. */
function octetStream(hash: KeyedHash, word: string): () => number {
  let at = 0
  let block = hash('word', word)
  return () => {
    if (at > 0 && at % OCTETS_PER_HASH === 0) block = hash(`word ${at}`, word)
    return block[at++ % OCTETS_PER_HASH] ?? 0
  }
}

const TWO_OCTETS = [...'àáâãäåæçèéêëìíîïñòóôõöøùúûüý']
const FIRST_IDEOGRAPH = 0x4e00
const IDEOGRAPHS = 20_000

function replaceLetter(letter: string, octets: () => number): string {
  const code = letter.codePointAt(0) ?? 0
  const drawn = octets()
  if (code >= 0x800) return String.fromCodePoint(FIRST_IDEOGRAPH + ((drawn * 256 + (code & 255)) % IDEOGRAPHS))
  const replaced = code < 0x80 ? String.fromCharCode(0x61 + (drawn % 26)) : (TWO_OCTETS[drawn % TWO_OCTETS.length] ?? 'à')
  return letter === letter.toLowerCase() ? replaced : replaced.toUpperCase()
}
