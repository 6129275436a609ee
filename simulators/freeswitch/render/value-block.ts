const ROOM_PER_VALUE = 24

/**
 * The encoded values of one call. Blocks are used again for later calls unless an event of theirs was kept for
 * delivery after the call's end. A class, since thousands of blocks live at once: objects with getters of their own
 * would each have a shape of its own, and the engine would look up every access.
 */
export class ValueBlock {
  /** Fixed cells first, then the variable ones, which may stand in any order. */
  bytes: Uint8Array
  /** The same octets, for stores of eight. */
  view: DataView
  /** Start and end in `bytes` of variable cell i at places 2i and 2i + 1. */
  readonly spans: Int32Array
  /** Octets of the longest variable value. */
  longest = 0
  /** Set when an event was kept: the block must not be filled again. */
  shared = false
  readonly #fixedOctets: number
  #end: number

  constructor(fixedOctets: number, variables: number) {
    this.bytes = new Uint8Array(fixedOctets + variables * ROOM_PER_VALUE)
    this.view = new DataView(this.bytes.buffer)
    this.spans = new Int32Array(2 * variables)
    this.#fixedOctets = fixedOctets
    this.#end = fixedOctets
  }

  clear(): void {
    this.#end = this.#fixedOctets
    this.longest = 0
  }

  putFixed(at: number, text: string): void {
    writeLatin1(this.bytes, at, text)
  }

  putVariable(index: number, text: string): void {
    const from = this.#end
    const end = from + text.length
    if (end > this.bytes.length) this.#grow(end)
    writeLatin1(this.bytes, from, text)
    this.spans[2 * index] = from
    this.spans[2 * index + 1] = end
    this.#end = end
    if (text.length > this.longest) this.longest = text.length
  }

  #grow(octets: number): void {
    const larger = new Uint8Array(Math.max(octets, 2 * this.bytes.length))
    larger.set(this.bytes)
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }
}

/** For short texts: a loop is faster than a call into the runtime. */
function writeLatin1(target: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) target[at + i] = text.charCodeAt(i)
}
