import { serializeJson } from './serialize-json.ts'
import { serializePlain } from './serialize-plain.ts'
import { serializeXml } from './serialize-xml.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { FsEvent } from './event.ts'

const SERIALIZERS: Readonly<Record<EventFormat, (event: FsEvent) => string>> = {
  plain: serializePlain,
  json: serializeJson,
  xml: serializeXml,
}

/** The text of an event without its outer header, as a binary string: its length is its number of octets. */
export function serializeEvent(event: FsEvent, format: EventFormat): string {
  return SERIALIZERS[format](event)
}

/** The complete frame: outer header and text. */
export function serializeFrame(event: FsEvent, format: EventFormat): string {
  const text = serializeEvent(event, format)
  return frameHeader(text.length, format) + text
}

/** Outer header of an event frame of `length` octets. */
export function frameHeader(length: number, format: EventFormat): string {
  return `Content-Length: ${length}\nContent-Type: text/event-${format}\n\n`
}
