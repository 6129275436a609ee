/**
 * Reads events as a bridge sent them, without the kindness of the usual decoders: repeated names, the spelling of
 * numbers, a byte order mark, invalid UTF-8 and double encoding stay visible.
 */

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

const malformed = (problem: string): EventReading => ({ kind: 'malformed', problem })
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeUtf8(octets: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(octets)
  } catch {
    return undefined
  }
}

/** Tokens of a text that is known to be JSON: strings, numbers, words and punctuation. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:]/g

/** Reads a JSON text that must be one flat object. */
export function readJsonEvent(octets: Uint8Array): EventReading {
  const text = decodeUtf8(octets)
  if (text === undefined) return malformed('it is not valid UTF-8')
  if (text.startsWith('\uFEFF')) return malformed('it begins with a byte order mark')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return malformed('it is not one object')
  } catch {
    return malformed('it is not JSON')
  }
  return readMembers(text.match(TOKEN) ?? [])
}

/** Tokens come as `{ name : value , name : value }`; a value that is not flat spans several. */
function readMembers(tokens: readonly string[]): EventReading {
  const fields: ReceivedField[] = []
  for (let at = 1; at < tokens.length - 1; ) {
    const name = JSON.parse(tokens[at] ?? '""') as string
    const end = endOfValue(tokens, at + 2)
    fields.push(readValue(name, tokens.slice(at + 2, end)))
    at = end + 1
  }
  return { kind: 'event', fields }
}

/** Offset behind the value that starts at `at`. */
function endOfValue(tokens: readonly string[], at: number): number {
  let depth = 0
  for (let i = at; i < tokens.length; i++) {
    const token = tokens[i] ?? ''
    if (token === '{' || token === '[') depth++
    if (token === '}' || token === ']') depth--
    if (depth === 0) return i + 1
  }
  return tokens.length
}

function readValue(name: string, tokens: readonly string[]): ReceivedField {
  const text = tokens.join('')
  if (tokens.length > 1 || /^[tfn[{]/.test(text)) return { name, value: text, type: 'other' }
  if (text.startsWith('"')) return { name, value: JSON.parse(text) as string, type: 'string' }
  return { name, value: text, type: 'number' }
}

/** Reads an application/x-www-form-urlencoded body; escapes and UTF-8 must be exact. */
export function readFormEvent(octets: Uint8Array): EventReading {
  const text = Buffer.from(octets).toString('latin1')
  if (!/^[\x21-\x7e]*$/.test(text)) return malformed('it has octets that a form never has unescaped')
  const fields: ReceivedField[] = []
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodeFormText(equals < 0 ? pair : pair.slice(0, equals))
    const value = decodeFormText(equals < 0 ? '' : pair.slice(equals + 1))
    if (name === undefined || value === undefined) return malformed('it has an escape that is not %XX of valid UTF-8')
    fields.push({ name, value, type: 'string' })
  }
  return { kind: 'event', fields }
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
