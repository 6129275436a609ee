/** Words that stand where identities do, and are none: FreeSWITCH itself writes them. */
export const NO_IDENTITIES: ReadonlySet<string> = new Set([
  'outbound call',
  'outbound',
  'inbound',
  'call',
  'unknown',
  'anonymous',
  'unavailable',
  'extension',
  'freeswitch',
  'mod_sofia',
  'default',
  'public',
  'internal',
  'external',
  'any',
  'auto',
  'none',
  'user',
  'true',
  'false',
  'localhost',
])

/** Words that an event has shown to be identities: they are replaced wherever they stand from then on. */
export interface KnownWords {
  learn(word: string): void
  has(word: string): boolean
  /** Grows with each word that is learnt. */
  readonly version: number
}

const MOST_KNOWN = 100_000
const SHORTEST = 3

/** Remembers so many; behind that the oldest is forgotten. */
export function createKnownWords(): KnownWords {
  const known = new Set<string>()
  let version = 0
  return {
    learn(word) {
      const plain = word.toLowerCase()
      if (plain.length < SHORTEST || NO_IDENTITIES.has(plain) || known.has(plain)) return
      for (const oldest of known) {
        if (known.size < MOST_KNOWN) break
        known.delete(oldest)
      }
      known.add(plain)
      version += 1
    },
    has: (word) => known.has(word.toLowerCase()),
    get version() {
      return version
    },
  }
}
