/**
 * The encoded values of one call. Blocks are used again for later calls unless an event of theirs was kept for
 * delivery after the call's end.
 */
export interface ValueBlock {
  /** Fixed cells first, then the variable ones, which may stand in any order. */
  readonly bytes: Uint8Array
  /** The same octets, for stores of eight. */
  readonly view: DataView
  /** Start and end in `bytes` of variable cell i at places 2i and 2i + 1. */
  readonly spans: Int32Array
  /** Different for every call that any block has held. */
  readonly serial: number
  /** Octets of the longest variable value. */
  readonly longest: number
  /** Set when an event was kept: the block must not be filled again. */
  shared: boolean
  clear(): void
  putFixed(at: number, text: string): void
  putVariable(index: number, text: string): void
}

const ROOM_PER_VALUE = 24
let serials = 0

export function createBlock(fixedOctets: number, variables: number): ValueBlock {
  let bytes = new Uint8Array(fixedOctets + variables * ROOM_PER_VALUE)
  let view = new DataView(bytes.buffer)
  let end = fixedOctets
  let serial = 0
  let longest = 0
  const spans = new Int32Array(2 * variables)

  const grow = (octets: number): void => {
    const larger = new Uint8Array(Math.max(octets, 2 * bytes.length))
    larger.set(bytes)
    bytes = larger
    view = new DataView(larger.buffer)
  }

  return {
    get bytes() {
      return bytes
    },
    get view() {
      return view
    },
    get serial() {
      return serial
    },
    get longest() {
      return longest
    },
    spans,
    shared: false,
    clear() {
      end = fixedOctets
      longest = 0
      serial = ++serials
    },
    putFixed: (at, text) => writeLatin1(bytes, at, text),
    putVariable(index, text) {
      if (end + text.length > bytes.length) grow(end + text.length)
      writeLatin1(bytes, end, text)
      spans[2 * index] = end
      end += text.length
      spans[2 * index + 1] = end
      if (text.length > longest) longest = text.length
    },
  }
}

/** For short texts: a loop is faster than a call into the runtime. */
function writeLatin1(target: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) target[at + i] = text.charCodeAt(i)
}
