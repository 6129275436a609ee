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
 * Collects octets up to the end of a line or of a header section, over any split, within a bound. A class, as each
 * connection has one that is asked with every reply: objects with getters of their own would each have a shape of its
 * own.
 */
export class LineReader {
  readonly #find: typeof findLineEnd
  readonly #maxOctets: number
  readonly #what: string
  #held: Buffer | undefined
  #text = ''

  /**
   * @param find {@link findLineEnd} or {@link findHeadEnd}
   * @param maxOctets bound of one read, terminator included
   * @param what named in the error
   */
  constructor(find: typeof findLineEnd, maxOctets: number, what: string) {
    this.#find = find
    this.#maxOctets = maxOctets
    this.#what = what
  }

  /** What was read last, terminator included, one character per octet. */
  get text(): string {
    return this.#text
  }

  /** Whether some octets were taken, but not yet their terminator. */
  get partial(): boolean {
    return this.#held !== undefined
  }

  /**
   * Takes octets from `from` on.
   * @returns the offset behind the terminator, or -1 when it has not come yet and all octets were taken
   * @throws RangeError when more than the bound would have to be held
   */
  read(bytes: Buffer, from: number): number {
    if (this.#held === undefined) return this.#readFirst(bytes, from)
    const before = this.#held.length
    const joined: Buffer = Buffer.concat([this.#held, bytes.subarray(from)])
    const end = this.#find(joined, 0)
    if (end < 0) {
      this.#expectBounded(joined.length)
      this.#held = joined
      return -1
    }
    this.#held = undefined
    this.#finish(joined, 0, end)
    return from + end - before
  }

  #readFirst(bytes: Buffer, from: number): number {
    const end = this.#find(bytes, from)
    if (end >= 0) {
      this.#finish(bytes, from, end)
      return end
    }
    this.#expectBounded(bytes.length - from)
    if (from < bytes.length) this.#held = Buffer.from(bytes.subarray(from))
    return -1
  }

  #finish(bytes: Buffer, from: number, end: number): void {
    this.#expectBounded(end - from)
    this.#text = bytes.toString('latin1', from, end)
  }

  #expectBounded(octets: number): void {
    if (octets > this.#maxOctets) throw new RangeError(`Cannot read ${this.#what} as it is longer than ${this.#maxOctets} octets`)
  }
}
