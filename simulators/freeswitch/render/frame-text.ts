import { serializeEvent } from '../codec/serialize.ts'
import type { FsEvent } from '../codec/event.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { Markers } from './markers.ts'
import type { ValueEncoding } from './value-layout.ts'

/** A piece of the text of an event. */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string; readonly encoding: ValueEncoding }
  /** The number of octets of the body, in decimal: those of its literals, and those of these values as they are. */
  | { readonly kind: 'body-length'; readonly literalOctets: number; readonly names: readonly string[] }

const HEADER_ENCODING: Readonly<Record<EventFormat, ValueEncoding>> = { plain: 'percent', json: 'json', xml: 'percent' }
const BODY_ENCODING: Readonly<Record<EventFormat, ValueEncoding>> = { plain: 'raw', json: 'json', xml: 'xml' }

/** What stands around the length of a body in each format; the rest of the text is the body. */
const LENGTH_FENCES: Readonly<Record<EventFormat, readonly [before: string, after: string]>> = {
  plain: ['\nContent-Length: ', '\n\n'],
  json: ['"Content-Length":"', '","_body":"'],
  xml: ['\n  <Content-Length>', '</Content-Length>\n  <body>'],
}

/**
 * Serialises an event whose values are markers, and takes the text apart at them. These things hold for the values of
 * later calls, because the text would otherwise depend on what stands beside them: none ends in the first half of a
 * percent escape, and those in a body are complete UTF-8 without `<!`, the last one without a line feed at its end.
 */
export function splitEventText(event: FsEvent, format: EventFormat, markers: Markers): TextPart[] {
  const text = serializeEvent(event, format)
  const body = event.body ?? ''
  const bodyParts = markers.split(body)
  if (bodyParts.length === 1) return splitValues(text, HEADER_ENCODING[format], markers)
  const [before, after] = LENGTH_FENCES[format]
  const fence = `${before}${body.length}${after}`
  const at = text.lastIndexOf(fence)
  return [
    ...splitValues(text.slice(0, at) + before, HEADER_ENCODING[format], markers),
    bodyLength(bodyParts),
    ...splitValues(after + text.slice(at + fence.length), BODY_ENCODING[format], markers),
  ]
}

function splitValues(text: string, encoding: ValueEncoding, markers: Markers): TextPart[] {
  return markers.split(text).map((part, place) =>
    place % 2 === 0 ? { kind: 'literal', text: part } : { kind: 'value', name: part, encoding },
  )
}

function bodyLength(parts: readonly string[]): TextPart {
  const literals = parts.filter((_, place) => place % 2 === 0)
  const names = parts.filter((_, place) => place % 2 === 1)
  return { kind: 'body-length', literalOctets: literals.join('').length, names }
}
