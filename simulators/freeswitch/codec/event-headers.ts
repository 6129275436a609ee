import type { FsEvent, FsHeader } from './event.ts'

const ARRAY_PREFIX = 'ARRAY::'
const ARRAY_SEPARATOR = '|:'

/** An array header as one text: the element itself when there is only one (wire specification 4.6). */
export function headerText(value: string | readonly string[]): string {
  if (typeof value === 'string') return value
  return value.length === 1 ? (value[0] ?? '') : ARRAY_PREFIX + value.join(ARRAY_SEPARATOR)
}

/** Elements of an `ARRAY::a|:b` text, or undefined when the text is no array. */
export function splitArrayText(text: string): string[] | undefined {
  return text.startsWith(ARRAY_PREFIX) ? text.slice(ARRAY_PREFIX.length).split(ARRAY_SEPARATOR) : undefined
}

/** The headers as listeners get them: a routed subclass comes first, whatever the event itself says about it. */
export function deliveredHeaders(event: FsEvent): readonly FsHeader[] {
  const { subclass } = event
  if (subclass === undefined) return event.headers
  return [['Event-Subclass', subclass], ...event.headers.filter(([name]) => !isSameName(name, 'event-subclass'))]
}

/** First value of a header, its name compared without case; without any, `_body` means the body. */
export function findHeader(event: FsEvent, name: string): string | undefined {
  const wanted = name.toLowerCase()
  if (wanted === 'event-subclass' && event.subclass !== undefined) return event.subclass
  const found = event.headers.find(([candidate]) => isSameName(candidate, wanted))
  if (found !== undefined) return headerText(found[1])
  return name === '_body' ? event.body : undefined
}

function isSameName(name: string, lowerCase: string): boolean {
  return name.length === lowerCase.length && name.toLowerCase() === lowerCase
}
