import { RE2JS } from 're2js'
import { createContext, Script } from 'node:vm'

/** A regular expression that a client has sent. */
export interface ClientRegex {
  /** The match and its groups, empty where a group took no part; undefined without a match. */
  match(text: string): readonly string[] | undefined
}

/** Longer patterns match nothing. */
const MAX_PATTERN = 16_384
/** A look at what stands before or behind, or a group again: what needs backtracking. */
const BACKTRACKING = /\(\?(?:[=!]|<[=!])|\\[1-9]|\\k[<{']/
/** Milliseconds after which such a match is given up, as PCRE gives up at its match limit. */
const BACKTRACKING_MS = 50

const FLAGS: Readonly<Record<string, number>> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }

/**
 * Compiles a pattern of a client so that no text can hold the node up: it runs in linear time, or, when it needs
 * backtracking, for a limited time once and never again.
 * @param flags `i`, `m` and `s` count
 * @returns undefined for a pattern that is broken
 */
export function compileClientRegex(pattern: string, flags: string): ClientRegex | undefined {
  if (pattern.length > MAX_PATTERN) return undefined
  if (BACKTRACKING.test(pattern)) return compileBacktracking(pattern, flags)
  try {
    const bits = [...new Set(flags)].reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0)
    const regex = RE2JS.compile(pattern, bits)
    return {
      match(text) {
        const matcher = regex.matcher(text)
        if (!matcher.find()) return undefined
        return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? '')
      },
    }
  } catch {
    return undefined
  }
}

const EXECUTE = new Script('regex.exec(text)')

function compileBacktracking(pattern: string, flags: string): ClientRegex | undefined {
  let regex: RegExp
  try {
    regex = new RegExp(pattern, [...new Set(flags.match(/[ims]/g))].join(''))
  } catch {
    return undefined
  }
  let isGivenUp = false
  return {
    match(text) {
      if (isGivenUp) return undefined
      try {
        const found: unknown = EXECUTE.runInContext(createContext({ regex, text }), { timeout: BACKTRACKING_MS })
        return Array.isArray(found) ? found.map((group: unknown) => (typeof group === 'string' ? group : '')) : undefined
      } catch {
        isGivenUp = true
        return undefined
      }
    },
  }
}
