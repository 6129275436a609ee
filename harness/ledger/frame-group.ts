import { LINE_WORDS, type SourceTable, WORD } from './layout.ts'
import { emptyFrame, type ScannedFrame } from './scanned-frame.ts'

/** Several times what a processor core fetches from memory at a time, as the first of a group is waited for alone. */
export const GROUP_CAPACITY = 64
const NO_OCTETS = Buffer.alloc(0)
const NO_WORDS = new Int32Array(0)

/** A scanned event that waits for its judgement. */
export interface GatheredFrame {
  readonly frame: ScannedFrame
  octets: Buffer
  atUs: number
}

/**
 * A few scanned events of one read. With many open entities each lies in a line of memory that no cache holds, and the
 * exchange that books it waits for that line and lets nothing overtake it. Looking at all slots of the group first lets
 * the lines come side by side: a seventh of the time. It must be done in as few instructions as possible, as a core
 * looks ahead over some hundreds of them: hence the arrays of numbers.
 */
export class FrameGroup {
  readonly #tables: readonly SourceTable[]
  /** Where the mark stands behind the first word of a slot. */
  readonly #markAt: number
  readonly #items: readonly GatheredFrame[] = Array.from({ length: GROUP_CAPACITY }, () => ({
    frame: emptyFrame(),
    octets: NO_OCTETS,
    atUs: 0,
  }))
  /** Source and first word of the slot of each member; those of some other slot when it has none. */
  readonly #sources = new Uint8Array(GROUP_CAPACITY)
  readonly #bases = new Int32Array(GROUP_CAPACITY)
  #size = 0
  /** What `#look()` read, for anybody to read: otherwise the engine may leave the reading out as useless. */
  looked = 0

  constructor(tables: readonly SourceTable[], receiver: number) {
    this.#tables = tables
    this.#markAt = WORD.marks + receiver
  }

  get isFull(): boolean {
    return this.#size === GROUP_CAPACITY
  }

  /** To be scanned into before `keep()`. */
  get vacant(): ScannedFrame {
    return this.#vacantItem().frame
  }

  /** Makes what was scanned into the vacant frame a member, with its octets. */
  keep(octets: Buffer, atUs: number): void {
    const item = this.#vacantItem()
    item.octets = octets
    item.atUs = atUs
    const { source, slot } = item.frame
    const table = this.#tables[source]
    const hasSlot = table !== undefined && slot < table.slots
    this.#sources[this.#size] = hasSlot ? source : 0
    this.#bases[this.#size] = hasSlot ? slot * table.stride : 0
    this.#size++
  }

  /** Hands over each event in the order of adding, and forgets it. */
  empty(take: (item: GatheredFrame) => void): void {
    const size = this.#size
    this.#size = 0
    if (size > 1) this.#look(size, 0)
    // With many receivers a slot has more than one line: its own words are in the first, the mark may be in another.
    if (size > 1 && this.#markAt >= LINE_WORDS) this.#look(size, this.#markAt)
    for (let i = 0; i < size; i++) {
      const item = this.#items[i]
      if (item === undefined) continue
      take(item)
      item.octets = NO_OCTETS
    }
  }

  #vacantItem(): GatheredFrame {
    const item = this.#items[this.#size]
    if (item === undefined) throw new RangeError(`Cannot gather more than ${GROUP_CAPACITY} frames`)
    return item
  }

  #look(size: number, offset: number): void {
    const sources = this.#sources
    const bases = this.#bases
    let looked = 0
    let source = -1
    let words: Int32Array = NO_WORDS
    for (let i = 0; i < size; i++) {
      const next = sources[i] ?? 0
      if (next !== source) {
        source = next
        words = this.#tables[next]?.words ?? NO_WORDS
      }
      looked ^= words[(bases[i] ?? 0) + offset] ?? 0
    }
    this.looked = looked
  }
}
