import { decodePercent, wellFormed } from '../text.ts'

/** The headers of one Event Socket event that the mapping asks for. */
export type EventHeaders = {
  /** Decoded value; the last one where a header is repeated; undefined when there is none. */
  readonly get: (name: HeaderName) => string | undefined
  readonly body: () => string
}

/** An event has 25 to 150 headers; only these are ever looked at. */
const WANTED = [
  'Event-Name',
  'Event-Subclass',
  'Event-Date-Timestamp',
  'Event-Info',
  'Unique-ID',
  'Uptime-msec',
  'Session-Count',
  'Channel-State',
  'Channel-Call-State',
  'Channel-Call-UUID',
  'Call-Direction',
  'Caller-Caller-ID-Number',
  'Caller-Caller-ID-Name',
  'Caller-Destination-Number',
  'Caller-Channel-Created-Time',
  'Hangup-Cause',
  'variable_duration',
  'Nonblocking-Delivery',
  'Delivery-Failure',
  'proto',
  'skip_global_process',
  'from',
  'to',
  'from-user',
  'from-host',
  'user',
  'host',
  'contact',
  'expires',
  'network-ip',
  'network-port',
  'user-agent',
  'Reply-Text',
] as const

export type HeaderName = (typeof WANTED)[number]

const byFirstCharacter: (HeaderName[] | undefined)[] = []
for (const name of WANTED) (byFirstCharacter[name.charCodeAt(0)] ??= []).push(name)

const COLON = 0x3a
const SPACE = 0x20

/**
 * Reads header lines without decoding what nobody asks for. Lines are split before anything is decoded, so a decoded
 * newline never starts a header.
 *
 * Of repeated headers the last counts, as with `JSON.parse`: both formats then yield the same event, and what
 * FreeSWITCH appends itself wins over what a sender of an event put before it.
 *
 * @param head lines as a binary string, one character per octet
 */
export const readHeaderLines = (head: string, body: () => string = () => ''): EventHeaders => {
  const values = new Map<HeaderName, string>()
  for (let start = 0; start < head.length;) {
    const newline = head.indexOf('\n', start)
    const end = newline === -1 ? head.length : newline
    const names = byFirstCharacter[head.charCodeAt(start)]
    if (names !== undefined) takeLine(head, start, end, names, values)
    start = end + 1
  }
  return {
    get: (name) => {
      const value = values.get(name)
      return value === undefined ? undefined : decodePercent(value)
    },
    body,
  }
}

const takeLine = (
  head: string,
  start: number,
  end: number,
  names: readonly HeaderName[],
  values: Map<HeaderName, string>,
): void => {
  for (const name of names) {
    const colon = start + name.length
    if (head.charCodeAt(colon) !== COLON || !head.startsWith(name, start)) continue
    let value = colon + 1
    while (head.charCodeAt(value) === SPACE) value += 1
    values.set(name, value < end ? head.slice(value, end) : '')
    return
  }
}

/**
 * A server that gives up on a slow client writes its last words into the middle of the frame it was sending, and they
 * may complete the frame. They hold a blank, which encoded values never do.
 */
const LAST_WORDS = 'Content-Type: text/disconnect-notice'

/**
 * Reads the body of a text/event-plain frame. What follows the blank line is the event's body, to the end of the
 * frame: the lengths inside are written by senders of events and prove nothing.
 *
 * @returns undefined when the event was cut: it has no blank line, or the server's last words before it
 */
export const readPlainEvent = (frame: Buffer): EventHeaders | undefined => {
  const blank = frame.indexOf('\n\n', 0, 'latin1')
  const head = frame.toString('latin1', 0, blank + 1)
  if (blank === -1 || head.includes(LAST_WORDS)) return undefined
  // The frame's memory is reused after this call, so the body is copied if there is one at all.
  const octets = blank + 2 < frame.length ? Buffer.from(frame.subarray(blank + 2)) : undefined
  return readHeaderLines(head, () => octets?.toString('utf8') ?? '')
}

/**
 * Reads the body of a text/event-json frame. FreeSWITCH passes octets that are not UTF-8 through, and control
 * characters in places; both are mended. Arrays become the text that the plain format has for them.
 *
 * @returns undefined when it is not a JSON object
 */
export const readJsonEvent = (frame: Buffer): EventHeaders | undefined => {
  const members = parseObject(frame.toString('utf8'))
  if (members === undefined) return undefined
  const get = (name: string): string | undefined =>
    Object.hasOwn(members, name) ? valueText(members[name]) : undefined
  return { get, body: () => get('_body') ?? '' }
}

const parseObject = (text: string): Record<string, unknown> | undefined => {
  for (const candidate of [text, text.replace(/[\u0000-\u001f]/g, escapeControl)]) {
    try {
      const value: unknown = JSON.parse(candidate)
      if (isRecord(value)) return value
    } catch {
      // The second candidate may do; if not, the event is skipped by the caller.
    }
  }
  return undefined
}

const escapeControl = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return wellFormed(value)
  if (Array.isArray(value))
    return value.length === 1 ? valueText(value[0]) : `ARRAY::${value.map(valueText).join('|:')}`
  return wellFormed(JSON.stringify(value))
}
