import { LineReader, findLineEnd } from './line-reader.ts'

/** Reads one body in the chunked transfer coding (RFC 9112 section 7.1), over any split. */
export interface ChunkedBody {
  /**
   * Takes octets from `from` on and hands each run of data to `onData`.
   * @returns the offset behind the body, or -1 when it goes on
   * @throws SyntaxError when the coding is malformed, RangeError when a line or the whole is over its bound
   */
  read(bytes: Buffer, from: number, onData: (data: Buffer) => void): number
}

type State = { readonly kind: 'size' | 'end-of-chunk' | 'trailer' } | { readonly kind: 'data'; left: number }

const SIZE_LINE = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?\r?\n$/s

/** @param maxOctets bound of the data and, apart from it, of one line and of all trailers together */
export function createChunkedBody(maxOctets: number): ChunkedBody {
  const line = new LineReader(findLineEnd, maxOctets, 'a line of a chunked body')
  let state: State = { kind: 'size' }
  let total = 0
  let trailers = 0

  /** @returns whether the body is complete */
  const takeLine = (text: string): boolean => {
    if (state.kind === 'size') {
      const size = parseSize(text)
      total += size
      if (total > maxOctets) throw new RangeError(`Cannot read a chunked body as it is longer than ${maxOctets} octets`)
      state = size === 0 ? { kind: 'trailer' } : { kind: 'data', left: size }
      return false
    }
    const empty = text === '\r\n' || text === '\n'
    if (state.kind === 'trailer') {
      trailers += text.length
      if (trailers > maxOctets) throw new RangeError(`Cannot read trailers as they are longer than ${maxOctets} octets`)
      return empty
    }
    if (!empty) throw new SyntaxError('Cannot read a chunked body as a chunk does not end with its line end')
    state = { kind: 'size' }
    return false
  }

  return {
    read(bytes, from, onData) {
      let at = from
      while (at < bytes.length) {
        if (state.kind === 'data') {
          const data = bytes.subarray(at, at + state.left)
          onData(data)
          at += data.length
          state.left -= data.length
          if (state.left === 0) state = { kind: 'end-of-chunk' }
          continue
        }
        at = line.read(bytes, at)
        if (at < 0) return -1
        if (takeLine(line.text)) return at
      }
      return -1
    },
  }
}

function parseSize(text: string): number {
  const match = SIZE_LINE.exec(text)
  if (match === null) {
    throw new SyntaxError(
      `Cannot read a chunked body as a size is malformed: current value is ${JSON.stringify(text.slice(0, 80))}`,
    )
  }
  return Number.parseInt(match[1] ?? '', 16)
}
