import { deliveredHeaders, headerText } from './event-headers.ts'
import { percentEncodeInto } from './percent-encoding.ts'
import type { FsEvent } from './event.ts'

/** Least size of the server's buffer for one encoded value. */
const ENCODE_BUFFER = 1536

/**
 * `Name: encoded-value` lines, then an empty line, or `Content-Length`, an empty line and the raw body.
 *
 * The server's encode buffer does not count the separators between array elements, so that a long array of short
 * elements is cut (wire specification 4.6); the buffer only ever grows from one header to the next.
 */
export function serializePlain(event: FsEvent): string {
  let text = ''
  let size = ENCODE_BUFFER
  for (const [name, value] of deliveredHeaders(event)) {
    size = Math.max(size, encodeRoom(value))
    text += `${name}: ${percentEncodeInto(headerText(value), size) || '_undef_'}\n`
  }
  if (event.body === undefined || event.body === '') return `${text}\n`
  return `${text}Content-Length: ${event.body.length}\n\n${event.body}`
}

function encodeRoom(value: string | readonly string[]): number {
  if (typeof value === 'string') return value.length * 3 + 1
  return value.reduce((room, element) => room + element.length * 3 + 1, 0)
}
