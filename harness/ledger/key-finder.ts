import type { FramePart } from './frame-shape.ts'

/** How an event is written: a JSON object, or form encoding. */
export type FrameFormat = 'json' | 'form'

const SPACE = 0x20
const QUOTE = 0x22
const AMPERSAND = 0x26
const COLON = 0x3a

/** Finds where the text of one field begins. Events of one kind look alike, so it tries its last answer first. */
export class KeyFinder {
  readonly #key: Buffer
  readonly #format: FrameFormat
  #last = 0

  constructor(name: string, format: FrameFormat) {
    this.#key = Buffer.from(format === 'json' ? `"${name}"` : `${name}=`)
    this.#format = format
  }

  /** Offset of the first octet of the field's text, behind its quotation mark in JSON; -1 when there is none. */
  find(octets: Buffer): number {
    if (startsAt(octets, this.#last, this.#key)) {
      const at = this.#textAt(octets, this.#last)
      if (at >= 0) return at
    }
    for (let from = octets.indexOf(this.#key); from >= 0; from = octets.indexOf(this.#key, from + 1)) {
      const at = this.#textAt(octets, from)
      if (at < 0) continue
      this.#last = from
      return at
    }
    return -1
  }

  /** The part of the frame with the last answer that shows the key to be there, as far as `to`. */
  partTo(to: number): FramePart {
    return { from: this.#format === 'form' && this.#last > 0 ? this.#last - 1 : this.#last, to }
  }

  /** Offset of the text when what stands at `at` is really a key and its value a text; -1 otherwise. */
  #textAt(octets: Buffer, at: number): number {
    const behind = at + this.#key.length
    if (this.#format === 'form') return at === 0 || octets[at - 1] === AMPERSAND ? behind : -1
    // In a JSON text a quotation mark stands behind a backslash, so that `"name"` cannot occur inside one.
    if (octets[behind] === COLON && octets[behind + 1] === QUOTE) return behind + 2
    const colon = skipSpace(octets, behind)
    if (octets[colon] !== COLON) return -1
    const quote = skipSpace(octets, colon + 1)
    return octets[quote] === QUOTE ? quote + 1 : -1
  }
}

/** Whether octets stand at an offset. */
export function startsAt(octets: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (octets[at + i] !== expected[i]) return false
  return true
}

function skipSpace(octets: Buffer, from: number): number {
  let at = from
  while (at < octets.length && (octets[at] ?? 0) <= SPACE) at++
  return at
}
