import { createHeaderStore } from './codec/header-store.ts'
import { headerText } from './codec/event-headers.ts'
import { compileClientRegex } from './listener-regex.ts'
import type { OutgoingEvent } from './events/outgoing.ts'

/** The filters of a connection (wire specification 3.10). */
export interface EventFilters {
  /** Adds a filter; an empty value deletes those on the header instead. */
  add(header: string, value: string): void
  /** Deletes the filters on a header, or only those of exactly this value. */
  remove(header: string, value: string | undefined): void
  clear(): void
  /** Whether an event may pass: any positive match allows, a negative one forbids, no match is no. */
  passes(event: OutgoingEvent): boolean
}

interface Filter {
  readonly header: string
  readonly isNegative: boolean
  matches(value: string): boolean
}

export function createFilters(): EventFilters {
  let store = createHeaderStore()
  let compiled: readonly Filter[] = []
  const compile = (): void => {
    compiled = store.headers.map(([header, value]) => compileFilter(header, headerText(value)))
  }

  return {
    add(header, value) {
      store.add(header, value)
      compile()
    },
    remove(header, value) {
      store.remove(header, value === '' ? undefined : value)
      compile()
    },
    clear() {
      store = createHeaderStore()
      compiled = []
    },
    passes: (event) => compiled.length === 0 || isAllowed(compiled, event),
  }
}

function isAllowed(filters: readonly Filter[], event: OutgoingEvent): boolean {
  let isAllowedSoFar = false
  for (const filter of filters) {
    if (isAllowedSoFar && !filter.isNegative) continue
    const value = event.header(filter.header)
    if (value === undefined || !filter.matches(value)) continue
    if (filter.isNegative) return false
    isAllowedSoFar = true
  }
  return isAllowedSoFar
}

/**
 * The last of the leading signs decides; a pattern counts as a regular expression only when the slash is the very
 * first character, so that there is no negative one.
 */
function compileFilter(header: string, value: string): Filter {
  const signs = /^[-+ ]*/.exec(value)?.[0] ?? ''
  const isNegative = signs.replaceAll(' ', '').endsWith('-')
  if (value.startsWith('/')) return { header, isNegative, matches: compileRegex(value) }
  const wanted = value.slice(signs.length).toLowerCase()
  return { header, isNegative, matches: (text) => text.length === wanted.length && text.toLowerCase() === wanted }
}

/** `/pattern/flags`; one that is broken or has no end matches nothing. */
function compileRegex(value: string): (text: string) => boolean {
  const end = value.lastIndexOf('/')
  if (end === 0) return () => false
  const regex = compileClientRegex(value.slice(1, end), value.slice(end + 1))
  return (text) => regex?.match(text) !== undefined
}
