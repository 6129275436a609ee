import { createHmac } from 'node:crypto'

/** Octets that nobody can foretell or undo without the key: the same for the same kind and text. */
export type KeyedHash = (kind: string, text: string) => Buffer

/** HMAC-SHA256. Kinds keep apart what happens to be spelt alike. */
export const createKeyedHash =
  (key: Uint8Array): KeyedHash =>
  (kind, text) =>
    createHmac('sha256', key).update(`${kind}\0${text}`).digest()

const MOST_REMEMBERED = 50_000

/**
 * Remembers results, for what is asked for again and again. What is forgotten is calculated anew with the same result,
 * so that memory stays bounded.
 */
export function remember(calculate: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const result = calculate(text)
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(text, result)
    return result
  }
}
