import { createByteAccumulator } from './byte-accumulator.ts'

/** One frame as a client sees it: its header lines in order, raw (not decoded), and its body. Binary strings. */
export interface Frame {
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Present exactly when the frame has a `Content-Length`, empty when that is 0. */
  readonly body: string | undefined
}

export interface FrameParser {
  /**
   * Takes the next octets of a connection and returns the frames that are complete.
   * @throws {SyntaxError} the stream is no sequence of frames; the parser must not be used any further
   */
  push(chunk: Uint8Array): Frame[]
  /** Octets of an incomplete frame that wait for more. */
  readonly pending: number
}

export interface FrameLimits {
  /** @default 1 MiB */
  readonly headerOctets?: number
  /** @default 64 MiB */
  readonly bodyOctets?: number
}

const MIB = 1 << 20

/**
 * A strict parser of what a server sends: every header line is `Name: value`, there is at most one `Content-Length`
 * and it is a plain decimal number, and nothing stands between two frames.
 */
export function createFrameParser(limits: FrameLimits = {}): FrameParser {
  const { headerOctets = MIB, bodyOctets = 64 * MIB } = limits
  const input = createByteAccumulator()
  let head: FrameHead | undefined
  let scanned = 0

  const nextHead = (): FrameHead | undefined => {
    const end = input.bytes.indexOf('\n\n', Math.max(0, scanned - 1), 'latin1')
    scanned = input.bytes.length
    if ((end < 0 ? scanned : end) > headerOctets) {
      throw new SyntaxError(`Cannot parse a frame as its header exceeds ${headerOctets} octets`)
    }
    if (end < 0) return undefined
    const text = input.bytes.toString('latin1', 0, end)
    input.consume(end + 2)
    scanned = 0
    return parseHead(text, bodyOctets)
  }

  const nextFrame = (): Frame | undefined => {
    head ??= nextHead()
    if (head === undefined || input.bytes.length < head.bodyLength) return undefined
    const { headers, hasBody, bodyLength } = head
    const body = hasBody ? input.bytes.toString('latin1', 0, bodyLength) : undefined
    input.consume(bodyLength)
    head = undefined
    return { headers, body }
  }

  return {
    push(chunk) {
      input.append(chunk)
      const frames: Frame[] = []
      for (let frame = nextFrame(); frame !== undefined; frame = nextFrame()) frames.push(frame)
      return frames
    },
    get pending() {
      return input.bytes.length
    },
  }
}

interface FrameHead {
  readonly headers: Frame['headers']
  readonly hasBody: boolean
  readonly bodyLength: number
}

function parseHead(text: string, bodyOctets: number): FrameHead {
  const headers = text.split('\n').map(parseHeaderLine)
  const lengths = headers.filter(([name]) => name.toLowerCase() === 'content-length')
  const [first, second] = lengths
  if (second !== undefined) throw new SyntaxError('Cannot parse a frame as it has several Content-Length headers')
  if (first === undefined) return { headers, hasBody: false, bodyLength: 0 }
  const value = first[1]
  if (!/^(?:0|[1-9][0-9]{0,8})$/.test(value) || Number(value) > bodyOctets) {
    throw new SyntaxError(
      `Cannot parse a frame as Content-Length must be 0 to ${bodyOctets}: current value is ${quote(value)}`,
    )
  }
  return { headers, hasBody: true, bodyLength: Number(value) }
}

/** Splits `Name: value`; a name may hold anything but a colon and a line feed. */
export function parseHeaderLine(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(': ')
  if (colon < 0)
    throw new SyntaxError(`Cannot parse a header line as it must be "Name: value": current value is ${quote(line)}`)
  return [line.slice(0, colon), line.slice(colon + 2)]
}

/** A short, escaped form of untrusted text for an error message. */
export function quote(text: string): string {
  const shown = text.length > 80 ? `${text.slice(0, 80)}...` : text
  return JSON.stringify(shown).replace(/[\x7f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** First value of a frame's header, its name compared without case. */
export function frameHeaderValue(frame: Frame, name: string): string | undefined {
  const wanted = name.toLowerCase()
  return frame.headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1]
}
