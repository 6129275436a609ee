import { deliveredHeaders } from './event-headers.ts'
import type { FsEvent } from './event.ts'

const NEEDS_ESCAPE = /["\\\x00-\x1f]/
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t',
}

/**
 * One unformatted object, header order and duplicate keys kept, values not percent-encoded (wire specification 4.7).
 * Octets that are no UTF-8 pass through, so that the result need not be valid JSON text.
 */
export function serializeJson(event: FsEvent): string {
  const members = deliveredHeaders(event).map(([name, value]) => `${jsonString(name)}:${jsonValue(value)}`)
  if (event.body !== undefined) {
    members.push(`"Content-Length":"${event.body.length}"`, `"_body":${jsonString(event.body)}`)
  }
  return `{${members.join(',')}}`
}

function jsonValue(value: string | readonly string[]): string {
  return typeof value === 'string' ? jsonString(value) : `[${value.map(jsonString).join(',')}]`
}

/** A JSON string of a binary string: octets above 0x7E stay raw. */
export function jsonString(text: string): string {
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(/["\\\x00-\x1f]/g, escape)}"` : `"${text}"`
}

function escape(character: string): string {
  return SHORT_ESCAPES[character] ?? `\\u00${character.charCodeAt(0).toString(16).padStart(2, '0')}`
}
