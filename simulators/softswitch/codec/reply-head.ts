/** How the end of a reply's body is found (RFC 9112 section 6.3). */
export type BodyFraming =
  { readonly kind: 'length'; readonly octets: number } | { readonly kind: 'chunked' } | { readonly kind: 'until-close' }

/** Status line and header section of one reply. */
export interface ReplyHead {
  readonly status: number
  /** Names in lower case, values trimmed, in the order received; one string per octet (latin1). */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly framing: BodyFraming
  /** Whether the connection may carry another request after this reply. */
  readonly keepAlive: boolean
  /** Seconds that the server keeps an idle connection by its own word (`Keep-Alive: timeout=5`). */
  readonly idleSeconds: number | undefined
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5][0-9]{2})(?: .*)?$/
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/**
 * Parses a reply's head up to its empty line. Bare line feeds end a line too (RFC 9112 section 2.2).
 * @throws SyntaxError when it is not one.
 */
export function parseReplyHead(text: string): ReplyHead {
  const lines = text.split('\n').map(withoutReturn)
  const match = STATUS_LINE.exec(lines[0] ?? '')
  if (match === null) throw malformed('its status line is malformed', lines[0])
  const status = Number(match[2])
  const headers = parseFields(lines)
  const framing = framingOf(status, headers)
  const connection = valuesOf(headers, 'connection').map((value) => value.toLowerCase())
  const persistent = match[1] === '1' ? !connection.includes('close') : connection.includes('keep-alive')
  return {
    status,
    headers,
    framing,
    keepAlive: persistent && framing.kind !== 'until-close' && !isAmbiguous(headers),
    idleSeconds: idleSecondsOf(headers),
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)

/** Shows at most 80 characters of the untrusted text, escaped. */
const malformed = (rule: string, text: string | undefined): SyntaxError =>
  new SyntaxError(`Cannot parse a reply as ${rule}: current value is ${JSON.stringify((text ?? '').slice(0, 80))}`)

function parseFields(lines: readonly string[]): (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = []
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line === '') break
    const last = fields.at(-1)
    if ((line.startsWith(' ') || line.startsWith('\t')) && last !== undefined) {
      fields[fields.length - 1] = [last[0], `${last[1]} ${trim(line)}`]
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0))
    if (!TOKEN.test(name)) throw malformed('a header line is malformed', line)
    fields.push([name.toLowerCase(), trim(line.slice(colon + 1))])
  }
  return fields
}

/** Optional white space of RFC 9110 is space and tab only. */
const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '')

/** All members of a comma-separated field, over all its lines. */
function valuesOf(headers: ReplyHead['headers'], name: string): string[] {
  return headers.flatMap(([key, value]) => (key === name ? value.split(',').map(trim) : []))
}

function framingOf(status: number, headers: ReplyHead['headers']): BodyFraming {
  if (status < 200 || status === 204 || status === 304) return { kind: 'length', octets: 0 }
  const codings = valuesOf(headers, 'transfer-encoding')
  if (codings.length > 0) {
    return codings.at(-1)?.toLowerCase() === 'chunked' ? { kind: 'chunked' } : { kind: 'until-close' }
  }
  const lengths = valuesOf(headers, 'content-length')
  if (lengths.length === 0) return { kind: 'until-close' }
  return { kind: 'length', octets: agreedLength(lengths) }
}

function agreedLength(lengths: readonly string[]): number {
  const first = lengths[0] ?? ''
  if (!/^[0-9]{1,15}$/.test(first) || lengths.some((length) => length !== first)) {
    throw malformed('its Content-Length is not one number', lengths.join(', '))
  }
  return Number(first)
}

/** A length beside a transfer coding: the coding counts, and the connection is not trusted again (RFC 9112 6.3). */
function isAmbiguous(headers: ReplyHead['headers']): boolean {
  return valuesOf(headers, 'transfer-encoding').length > 0 && valuesOf(headers, 'content-length').length > 0
}

function idleSecondsOf(headers: ReplyHead['headers']): number | undefined {
  for (const parameter of valuesOf(headers, 'keep-alive')) {
    const match = /^timeout=([0-9]{1,9})$/i.exec(parameter)
    if (match !== null) return Number(match[1])
  }
  return undefined
}
