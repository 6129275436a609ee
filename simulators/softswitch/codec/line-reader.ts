/** Collects octets up to the end of a line or of a header section, over any split, within a bound. */
export interface LineReader {
  /**
   * Takes octets from `from` on.
   * @returns the offset behind the terminator, or -1 when it has not come yet and all octets were taken
   * @throws RangeError when more than the bound would have to be held
   */
  read(bytes: Buffer, from: number): number
  /** What was read last, terminator included, one character per octet. */
  readonly text: string
  /** Whether some octets were taken, but not yet their terminator. */
  readonly partial: boolean
}

const LF = 10
const CR = 13

/** Offset behind the first line feed; -1 without one. */
export function findLineEnd(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(LF, from)
  return at < 0 ? -1 : at + 1
}

/** Offset behind the empty line that ends a header section; -1 without one. Bare line feeds count as line ends. */
export function findHeadEnd(bytes: Buffer, from: number): number {
  for (let at = findLineEnd(bytes, from); at > 0; at = findLineEnd(bytes, at)) {
    if (bytes[at] === LF) return at + 1
    if (bytes[at] === CR && bytes[at + 1] === LF) return at + 2
  }
  return -1
}

/**
 * @param find {@link findLineEnd} or {@link findHeadEnd}
 * @param maxOctets bound of one read, terminator included
 * @param what named in the error
 */
export function createLineReader(find: typeof findLineEnd, maxOctets: number, what: string): LineReader {
  let held: Buffer | undefined
  let text = ''

  const bounded = (octets: number): void => {
    if (octets > maxOctets) throw new RangeError(`Cannot read ${what} as it is longer than ${maxOctets} octets`)
  }
  const finish = (bytes: Buffer, from: number, end: number): void => {
    bounded(end - from)
    text = bytes.toString('latin1', from, end)
  }

  return {
    get text() {
      return text
    },
    get partial() {
      return held !== undefined
    },
    read(bytes, from) {
      if (held === undefined) {
        const end = find(bytes, from)
        if (end >= 0) {
          finish(bytes, from, end)
          return end
        }
        bounded(bytes.length - from)
        if (from < bytes.length) held = Buffer.from(bytes.subarray(from))
        return -1
      }
      const before = held.length
      const joined: Buffer = Buffer.concat([held, bytes.subarray(from)])
      const end = find(joined, 0)
      if (end < 0) {
        bounded(joined.length)
        held = joined
        return -1
      }
      held = undefined
      finish(joined, 0, end)
      return from + end - before
    },
  }
}
