import { EVENT_CUSTOM, EVENT_TYPES } from '../events/event-types.ts'
import { splitArrayText } from './event-headers.ts'
import { parseHeaderLine, quote } from './parse-frames.ts'
import { parseJsonMembers } from './parse-json-members.ts'
import { percentDecode } from './percent-encoding.ts'
import { xmlCharacters } from './xml-characters.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { FsEvent, FsHeader } from './event.ts'

const PARSERS: Readonly<Record<EventFormat, (text: string) => Parts>> = {
  plain: plainParts,
  json: jsonParts,
  xml: xmlParts,
}

/**
 * Reads back the text of an event. What the formats do not tell apart comes back as follows: a plain or XML event
 * without body and with an empty one both have none; a one-element array is a scalar in plain and XML; values with
 * `%` and two hexadecimal digits in them are decoded in plain and XML; in XML neighbouring headers of one name are
 * one array. The type is that of the last `Event-Name` (CUSTOM without any), a leading `Event-Subclass` of a CUSTOM
 * event is its routed subclass.
 * @throws {SyntaxError} the text is not what a server writes
 */
export function parseEvent(text: string, format: EventFormat): FsEvent {
  const { headers, body } = PARSERS[format](text)
  return eventOf(headers, body)
}

/**
 * The event that was delivered with these headers: undoes `deliveredHeaders()`.
 * @throws {SyntaxError} its name is unknown
 */
export function eventOf(headers: readonly FsHeader[], body: string | undefined): FsEvent {
  const name = headers.findLast(([candidate]) => candidate === 'Event-Name')?.[1]
  const type = name === undefined ? EVENT_CUSTOM : EVENT_TYPES.findIndex((known) => known === name)
  if (type < 0)
    throw new SyntaxError(`Cannot parse an event as its name is unknown: current value is ${quote(String(name))}`)
  const [first] = headers
  if (type !== EVENT_CUSTOM || first?.[0] !== 'Event-Subclass') return { type, subclass: undefined, headers, body }
  return { type, subclass: String(first[1]), headers: headers.slice(1), body }
}

interface Parts {
  readonly headers: FsHeader[]
  readonly body: string | undefined
}

function plainParts(text: string): Parts {
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n') + 1
  if (end === 0 && !text.startsWith('\n'))
    throw new SyntaxError('Cannot parse a plain event as its empty line is missing')
  const lines = text.slice(0, end).split('\n').slice(0, -1)
  const headers = lines.map((line): FsHeader => {
    const [name, encoded] = parseHeaderLine(line)
    const value = percentDecode(encoded)
    return [name, splitArrayText(value) ?? value]
  })
  return withoutLength(headers, text.slice(end + 1))
}

/** The generated length is the last header of an event with a body. */
function withoutLength(headers: FsHeader[], body: string): Parts {
  if (body === '') return { headers, body: undefined }
  const length = headers.pop()
  if (length?.[0] !== 'Content-Length' || length[1] !== String(body.length)) {
    throw new SyntaxError(`Cannot parse an event body as its Content-Length must be ${body.length} and come last`)
  }
  return { headers, body }
}

function jsonParts(text: string): Parts {
  const headers: FsHeader[] = parseJsonMembers(text)
  const last = headers.at(-1)
  if (last?.[0] !== '_body' || typeof last[1] !== 'string') return { headers, body: undefined }
  headers.pop()
  const length = headers.pop()
  if (length?.[0] !== 'Content-Length' || length[1] !== String(last[1].length)) {
    throw new SyntaxError(
      `Cannot parse an event body as its Content-Length must be ${last[1].length} and come before it`,
    )
  }
  return { headers, body: last[1] }
}

const XML_DOCUMENT =
  /^<event>\n {2}<headers>\n((?: {4}<[^\n]*\n)*) {2}<\/headers>\n(?: {2}<Content-Length>(\d+)<\/Content-Length>\n {2}<body>([^]*)<\/body>\n)?<\/event>\n$/

/** Two spaces behind a last line feed are the closing tag's, or the body's own: the length tells. */
function xmlBody(content: string, length: number): string {
  const whole = xmlCharacters(content)
  return content.endsWith('\n  ') && whole.length !== length ? xmlCharacters(content.slice(0, -2)) : whole
}

function xmlParts(text: string): Parts {
  const match = XML_DOCUMENT.exec(text)
  if (match === null) throw new SyntaxError('Cannot parse an XML event as it is not of the shape that a server writes')
  const [, lines = '', length, content] = match
  const headers = mergeNeighbours(lines.split('\n').slice(0, -1).map(xmlHeader))
  if (length === undefined || content === undefined) return { headers, body: undefined }
  const body = xmlBody(content, Number(length))
  if (body.length !== Number(length)) {
    throw new SyntaxError(
      `Cannot parse an event body as its Content-Length must be ${body.length}: current value is ${length}`,
    )
  }
  return { headers, body }
}

function xmlHeader(line: string): readonly [string, string] {
  const match = /^ {4}<(.*)>([^<>]*)<\/(.*)>$/.exec(line)
  const [, name, value, end] = match ?? []
  if (name === undefined || value === undefined || name !== end) {
    throw new SyntaxError(`Cannot parse a header as it must be one element: current value is ${quote(line)}`)
  }
  return [name, percentDecode(value)]
}

function mergeNeighbours(elements: readonly (readonly [string, string])[]): FsHeader[] {
  const merged: [string, string | string[]][] = []
  for (const [name, value] of elements) {
    const last = merged.at(-1)
    if (last === undefined || last[0] !== name) merged.push([name, value])
    else last[1] = [...(typeof last[1] === 'string' ? [last[1]] : last[1]), value]
  }
  return merged
}
