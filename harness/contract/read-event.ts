/**
 * Reads events as a bridge sent them, without the kindness of the usual decoders: repeated names, the spelling of
 * numbers, a byte order mark, invalid UTF-8 and double encoding stay visible.
 */

import { type JsonTree, jsonTokens, readJsonTree, valuesAt } from './json-tree.ts'
import { type CompiledMapping, type MappedSource, mapFields } from './map-fields.ts'

/** One field as it was sent. */
export interface ReceivedField {
  readonly name: string
  /** The value as text: a string's characters, a number as it is spelled. */
  readonly value: string
  readonly type: 'string' | 'number' | 'other'
}

export type EventReading =
  | { readonly kind: 'event'; readonly fields: readonly ReceivedField[] }
  | { readonly kind: 'malformed'; readonly problem: string }

/** A field that is read costs a hundred times its octets: a peer that sends nothing but fields must not fill our memory. */
const MOST_FIELDS = 10_000

const malformed = (problem: string): EventReading => ({ kind: 'malformed', problem })
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeUtf8(octets: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(octets)
  } catch {
    return undefined
  }
}

/** Reads a JSON text that must be one object, and flat unless a mapping says where its fields stand. */
export function readJsonEvent(octets: Uint8Array, mapping?: CompiledMapping): EventReading {
  const text = decodeUtf8(octets)
  if (text === undefined) return malformed('it is not valid UTF-8')
  if (text.startsWith('\uFEFF')) return malformed('it begins with a byte order mark')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return malformed('it is not one object')
  } catch {
    return malformed('it is not JSON')
  }
  const tokens = jsonTokens(text)
  if (!tokens) return malformed('it is too large or nested too deep for an event')
  const tree = readJsonTree(tokens)
  const source: MappedSource<JsonTree> = {
    at: (parts) => valuesAt(tree, parts),
    members: (parts) => valuesAt(tree, parts).flatMap((value) => (value.kind === 'object' ? value.members : [])),
    text: ({ kind, text: characters }) => (kind === 'string' ? characters : undefined),
    make: (characters) => ({ kind: 'string', text: characters }),
  }
  const members = mapping ? mapFields(mapping, source) : source.members([])
  return { kind: 'event', fields: members.map(([name, value]) => ({ name, value: value.text, type: typeOf(value) })) }
}

const typeOf = ({ kind }: JsonTree): ReceivedField['type'] => (kind === 'string' || kind === 'number' ? kind : 'other')

/** Reads an application/x-www-form-urlencoded body; escapes and UTF-8 must be exact. */
export function readFormEvent(octets: Uint8Array, mapping?: CompiledMapping): EventReading {
  const text = Buffer.from(octets).toString('latin1')
  if (!/^[\x21-\x7e]*$/.test(text)) return malformed('it has octets that a form never has unescaped')
  const pairs = text.split('&', MOST_FIELDS + 1)
  if (pairs.length > MOST_FIELDS) return malformed(`it has more than ${MOST_FIELDS} fields`)
  const fields: ReceivedField[] = []
  for (const pair of pairs) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodeFormText(equals < 0 ? pair : pair.slice(0, equals))
    const value = decodeFormText(equals < 0 ? '' : pair.slice(equals + 1))
    if (name === undefined || value === undefined) return malformed('it has an escape that is not %XX of valid UTF-8')
    fields.push({ name, value, type: 'string' })
  }
  if (!mapping) return { kind: 'event', fields }
  const source: MappedSource<string> = {
    at: ([name]) => fields.flatMap((field) => (field.name === name ? [field.value] : [])),
    members: () => fields.map(({ name, value }) => [name, value]),
    text: (value) => value,
    make: (value) => value,
  }
  return { kind: 'event', fields: mapFields(mapping, source).map(([name, value]) => ({ name, value, type: 'string' })) }
}

function decodeFormText(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined
  const octets = text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  return decodeUtf8(Buffer.from(octets, 'latin1'))
}

/** First value of a field; undefined when the event does not have it. */
export const valueOf = (fields: readonly ReceivedField[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value
