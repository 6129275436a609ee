import { frameHeader } from '../codec/serialize.ts'
import { jsonString } from '../codec/serialize-json.ts'
import { percentEncode } from '../codec/percent-encoding.ts'
import type { EventFormat, OutgoingEvent } from '../events/outgoing.ts'
import type { EventFrame } from './fault.ts'

/** Renders an event as a listener of this format gets it. */
export function renderFrame(event: OutgoingEvent, format: EventFormat): EventFrame {
  const buffer = Buffer.allocUnsafe(event.frameLimit(format))
  const octets = buffer.toString('latin1', 0, event.writeFrame(format, buffer, 0))
  return { format, octets, text: octets.slice(octets.indexOf('\n\n') + 2) }
}

/** A frame of another text. */
export function frameOf(text: string, format: EventFormat): EventFrame {
  return { format, text, octets: frameHeader(text.length, format) + text }
}

/** The same event with one more header behind its first, encoded as the server encodes values. */
export function withHeader({ format, text }: EventFrame, name: string, value: string): EventFrame {
  const written = format === 'json' ? jsonString(value) : percentEncode(value)
  return frameOf(insertHeader(text, format, name, written), format)
}

/** The same with a value that is written as it stands: what no server should send. */
export function withRawHeader({ format, text }: EventFrame, name: string, value: string): EventFrame {
  return frameOf(insertHeader(text, format, name, format === 'json' ? `"${value}"` : value), format)
}

/** Where the second header begins, and how one is written there. */
const HEADER_SHAPES: Readonly<Record<EventFormat, { first: RegExp; line: (name: string, written: string) => string }>> = {
  plain: { first: /^[^\n]*\n/, line: (name, written) => `${name}: ${written}\n` },
  json: { first: /^\{"(?:[^"\\]|\\.)*":"(?:[^"\\]|\\.)*"/, line: (name, written) => `,"${name}":${written}` },
  xml: { first: /^<event>\n {2}<headers>\n[^\n]*\n/, line: (name, written) => `    <${name}>${written}</${name}>\n` },
}

function insertHeader(text: string, format: EventFormat, name: string, written: string): string {
  const { first, line } = HEADER_SHAPES[format]
  const at = first.exec(text)?.[0].length ?? 0
  return text.slice(0, at) + line(name, written) + text.slice(at)
}

/** The same event with other values of some headers; values are those of the wire, still encoded. */
export function mapHeader(frame: EventFrame, name: string, change: (written: string) => string): EventFrame {
  return frameOf(frame.text.replace(HEADER_VALUE[frame.format](name), (_, before: string, value: string) => before + change(value)), frame.format)
}

const HEADER_VALUE: Readonly<Record<EventFormat, (name: string) => RegExp>> = {
  plain: (name) => new RegExp(`(^${name}: )([^\\n]*)`, 'm'),
  json: (name) => new RegExp(`("${name}":")([^"]*)`),
  xml: (name) => new RegExp(`(<${name}>)([^<]*)`),
}
