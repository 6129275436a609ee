import { atoi, cString } from './c-text.ts'
import { createByteAccumulator } from './byte-accumulator.ts'
import { createHeaderStore } from './header-store.ts'
import type { ByteAccumulator } from './byte-accumulator.ts'
import type { HeaderStore } from './header-store.ts'

/** Longest header part of a command: more octets are the next command (wire specification 2.1). */
export const MAX_COMMAND_OCTETS = 10 * 1024 * 1024
/** Longest body: a longer or negative one ends the connection. */
export const MAX_BODY_OCTETS = 16 * 1024 * 1024

export type CommandPacket =
  /** Its first header, `Command`, is the whole text of the packet; it is missing when a NUL came first. */
  | { readonly kind: 'command'; readonly event: HeaderStore }
  /** A `Content-Length` out of range: nothing behind it can be read. */
  | { readonly kind: 'bad-length'; readonly value: string }

/** Reads commands as the server does (wire specification 2.1 and 2.2); any split of the octets gives the same. */
export interface CommandParser {
  append(chunk: Uint8Array): void
  /** The next complete command, or undefined until more octets have come. */
  next(): CommandPacket | undefined
  /** Whether a part of a command waits for the rest, which holds back the events of the connection. */
  readonly hasPartial: boolean
  /** Whether that part is a body. */
  readonly awaitsBody: boolean
}

const LF = 0x0a
const CR = 0x0d

export function createCommandParser(): CommandParser {
  const input = createByteAccumulator()
  const findEnd = createEndFinder(input)
  let reading: BodyReader | undefined
  let wanted = 0

  const advance = (body: string): CommandPacket | undefined => {
    const step = reading?.next(body)
    if (step === undefined) return undefined
    wanted = step.done === true ? 0 : step.value
    if (step.done !== true) return undefined
    reading = undefined
    return step.value
  }

  const readBodies = (): CommandPacket | undefined => {
    while (reading !== undefined && input.bytes.length >= wanted) {
      const body = input.bytes.toString('latin1', 0, wanted)
      input.consume(wanted)
      const packet = advance(body)
      if (packet !== undefined) return packet
    }
    return undefined
  }

  return {
    append: (chunk) => input.append(chunk),
    next() {
      if (reading !== undefined) return readBodies()
      const end = findEnd()
      if (end === undefined) return undefined
      const text = cString(input.bytes.toString('latin1', 0, end))
      input.consume(end)
      reading = readHeaders(text)
      return advance('') ?? readBodies()
    },
    get hasPartial() {
      return reading !== undefined || (input.bytes[0] ?? 0) !== 0
    },
    get awaitsBody() {
      return reading !== undefined
    },
  }
}

/** Yields how many octets of body it needs, and is given them. */
type BodyReader = Generator<number, CommandPacket, string>

/** Finds the end of the header part: two line feeds with nothing but CR between, or the limit. */
function createEndFinder(input: ByteAccumulator): () => number | undefined {
  let scanned = 0
  let lineFeeds = 0
  return () => {
    if (scanned === 0) skipLineEnds(input)
    const { bytes } = input
    const limit = Math.min(bytes.length, MAX_COMMAND_OCTETS)
    while (scanned < limit && lineFeeds < 2) {
      const octet = bytes[scanned++]
      if (octet === LF) lineFeeds++
      else if (octet !== CR) lineFeeds = 0
    }
    if (lineFeeds < 2 && scanned < MAX_COMMAND_OCTETS) return undefined
    const end = scanned
    scanned = lineFeeds = 0
    return end
  }
}

/** Line ends before a command are nothing. */
function skipLineEnds(input: ByteAccumulator): void {
  const { bytes } = input
  let count = 0
  while (bytes[count] === LF || bytes[count] === CR) count++
  input.consume(count)
}

/**
 * Splits the header part into headers. A line goes up to the first CR in all the rest, and only without any up to the
 * next LF: with mixed line ends several lines are one.
 */
function* readHeaders(text: string): BodyReader {
  const event = createHeaderStore()
  event.add('Command', text)
  let isFirst = true
  for (const line of splitLines(text)) {
    const colon = isFirst ? -1 : line.indexOf(':')
    isFirst = false
    if (colon < 0) continue
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).replace(/^ +/, '')
    event.add(name, value)
    if (name.toLowerCase() !== 'content-length') continue
    const length = atoi(value)
    if (length < 0 || length > MAX_BODY_OCTETS) return { kind: 'bad-length', value }
    if (length > 0) event.setBody(cString(yield length))
  }
  return { kind: 'command', event }
}

function* splitLines(text: string): Generator<string> {
  let at = 0
  let cr = text.indexOf('\r')
  while (at < text.length) {
    if (cr >= 0 && cr < at) cr = text.indexOf('\r', at)
    const lineFeed = cr < 0 ? text.indexOf('\n', at) : cr
    const end = lineFeed < 0 ? text.length : lineFeed
    yield text.slice(at, end)
    at = end
    while (text[at] === '\r' || text[at] === '\n') at++
  }
}
