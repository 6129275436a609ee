/** A part of a frame: from one offset up to another. */
export interface FramePart {
  readonly from: number
  readonly to: number
}

/** How an identity is written: as FreeSWITCH does, or as softswitch machines do. */
export type IdStyle = 'uuid' | 'asterisk'

/** What is known of a frame once it is known to have a shape. */
export interface ShapeFacts {
  /** Index in MILESTONES. */
  readonly milestone: number
  readonly idStyle: IdStyle
  /** Offset of the identity. */
  readonly idAt: number
}

/**
 * The parts of a frame that say what it is about, at the offsets where they stood in an earlier frame. Every octet of
 * them is compared, so that a frame of this shape is found to be what a search would have found; another is none.
 */
export class FrameShape implements ShapeFacts {
  readonly milestone: number
  readonly idStyle: IdStyle
  readonly idAt: number
  readonly #end: number
  /** Where groups of four octets stand, and those octets: one comparison for four is half the time. */
  readonly #offsets: Int32Array
  readonly #quads: Int32Array

  /** @param parts at least four octets each */
  constructor(octets: Uint8Array, parts: readonly FramePart[], { milestone, idStyle, idAt }: ShapeFacts) {
    this.milestone = milestone
    this.idStyle = idStyle
    this.idAt = idAt
    this.#offsets = Int32Array.from(parts.flatMap(quadOffsets))
    this.#quads = this.#offsets.map((at) => quadAt(octets, at))
    this.#end = Math.max(...parts.map(({ to }) => to))
  }

  /** Whether all parts stand in a frame where they should. */
  fits(octets: Uint8Array): boolean {
    // Also since the engine gives up its fast code for good once something behind the end is read.
    if (octets.length < this.#end) return false
    const offsets = this.#offsets
    const quads = this.#quads
    for (let i = 0; i < quads.length; i++) if (quadAt(octets, offsets[i] ?? 0) !== quads[i]) return false
    return true
  }
}

/** The last group of a part ends with it, and may overlap the one before. */
function quadOffsets({ from, to }: FramePart): number[] {
  const offsets: number[] = []
  for (let at = from; at < to - 4; at += 4) offsets.push(at)
  return [...offsets, to - 4]
}

const quadAt = (octets: Uint8Array, at: number): number =>
  (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8) | ((octets[at + 2] ?? 0) << 16) | ((octets[at + 3] ?? 0) << 24)
