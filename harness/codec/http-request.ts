/** Reads HTTP/1.1 requests off a byte stream as they are, strictly, and keeps their octets. */

export interface RawRequest {
  /** Request line and header section as they came, the empty line included. */
  readonly head: string
  readonly method: string
  /** Request target, octet for octet. */
  readonly target: string
  /** Header fields in the order received, names as spelled. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

export type RequestHead =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'malformed'; readonly problem: string }
  | { readonly kind: 'request'; readonly request: RawRequest; readonly octets: number }

const HEAD_LIMIT = 256 * 1024
/** Each is looked at again whenever octets come. */
const CHUNK_LIMIT = 4096
const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/1\.[01]$/
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/

const malformed = (problem: string): RequestHead => ({ kind: 'malformed', problem })

/** The value of a header, by name without case. */
export const headerOf = (request: Pick<RawRequest, 'headers'>, name: string): string | undefined =>
  request.headers.find(([key]) => key.toLowerCase() === name)?.[1]

/** Reads the request at the start of `octets`. */
export function readRequest(octets: Buffer, bodyLimit: number): RequestHead {
  const end = octets.indexOf('\r\n\r\n')
  if (end < 0) return octets.length > HEAD_LIMIT ? malformed('its head is too long') : { kind: 'incomplete' }
  const head = octets.toString('latin1', 0, end + 4)
  const [first = '', ...lines] = head.slice(0, -4).split('\r\n')
  const line = REQUEST_LINE.exec(first)
  if (!line) return malformed('its request line is not one')
  const headers: (readonly [string, string])[] = []
  for (const text of lines) {
    const field = FIELD.exec(text)
    if (!field) return malformed('a header line is not one')
    headers.push([field[1] ?? '', field[2] ?? ''])
  }
  const body = readBody(octets.subarray(end + 4), headers, bodyLimit)
  if (body.kind !== 'body') return body
  const request = { head, method: line[1] ?? '', target: line[2] ?? '', headers, body: body.octets }
  return { kind: 'request', request, octets: end + 4 + body.length }
}

type Body =
  | { readonly kind: 'body'; readonly octets: Buffer; readonly length: number }
  | Exclude<RequestHead, { kind: 'request' }>

function readBody(octets: Buffer, headers: RawRequest['headers'], limit: number): Body {
  const coding = headerOf({ headers }, 'transfer-encoding')
  if (coding?.toLowerCase() === 'chunked') return readChunks(octets, limit)
  const announced = headerOf({ headers }, 'content-length') ?? '0'
  if (coding !== undefined || !/^\d{1,15}$/.test(announced)) return { kind: 'malformed', problem: 'its body has no length' }
  const length = Number(announced)
  if (length > limit) return { kind: 'malformed', problem: `its body of ${length} octets is too long` }
  if (octets.length < length) return { kind: 'incomplete' }
  return { kind: 'body', octets: octets.subarray(0, length), length }
}

function readChunks(octets: Buffer, limit: number): Body {
  const parts: Buffer[] = []
  let total = 0
  for (let at = 0; ; ) {
    if (parts.length === CHUNK_LIMIT) return { kind: 'malformed', problem: `it has more than ${CHUNK_LIMIT} chunks` }
    const end = octets.indexOf('\r\n', at)
    if (end < 0) return octets.length - at > HEAD_LIMIT ? { kind: 'malformed', problem: 'a chunk size is too long' } : { kind: 'incomplete' }
    const size = /^([0-9A-Fa-f]{1,8})(?:;.*)?$/.exec(octets.toString('latin1', at, end))?.[1]
    if (size === undefined) return { kind: 'malformed', problem: 'a chunk has no size' }
    const length = Number.parseInt(size, 16)
    total += length
    if (total > limit) return { kind: 'malformed', problem: 'its chunks are too long' }
    if (octets.length < end + 2 + length + 2) return { kind: 'incomplete' }
    parts.push(octets.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
    if (length === 0) return { kind: 'body', octets: Buffer.concat(parts), length: at }
  }
}
