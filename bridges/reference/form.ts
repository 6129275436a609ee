import { decodePercent } from './text.ts'

/** A form or query with more pairs than this is refused. */
const MAX_PAIRS = 1_000

/**
 * Decodes `application/x-www-form-urlencoded` text as browsers do (WHATWG URL 5.1), never throwing on bad escapes.
 *
 * @param binary one character per octet
 * @returns name and value pairs in order, or undefined when there are too many
 */
export const decodePairs = (binary: string): readonly (readonly [string, string])[] | undefined => {
  const parts = binary.split('&', MAX_PAIRS + 1)
  if (parts.length > MAX_PAIRS) return undefined
  const pairs: (readonly [string, string])[] = []
  for (const part of parts) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = equals === -1 ? part : part.slice(0, equals)
    const value = equals === -1 ? '' : part.slice(equals + 1)
    pairs.push([decodePercent(name, true), decodePercent(value, true)])
  }
  return pairs
}
