import type { ScannedFrame } from './scanned-frame.ts'

/** How long the book of a source may lag behind the arrival of what it sent. */
const PENDING_US = 1e6
const MOST_PENDING = 10_000

/** An event that came before its sending was booked. */
export interface PendingFrame {
  readonly frame: ScannedFrame
  readonly octets: Buffer
  readonly atUs: number
  /** Steps of the same entity that had been seen when it arrived. */
  readonly seenBefore: number
}

/** Events to be judged a little later. */
export class PendingFrames {
  #pending: PendingFrame[] = []

  /** Copies the frame and the octets. @returns false when there is no room */
  add({ frame, octets, atUs, seenBefore }: PendingFrame): boolean {
    if (this.#pending.length >= MOST_PENDING) return false
    this.#pending.push({ frame: { ...frame }, octets: Buffer.from(octets), atUs, seenBefore })
    return true
  }

  /** Hands over what has waited long enough. */
  takeDue(nowUs: number): readonly PendingFrame[] {
    const isDue = ({ atUs }: PendingFrame): boolean => nowUs - atUs >= PENDING_US
    const due = this.#pending.filter(isDue)
    if (due.length > 0) this.#pending = this.#pending.filter((pending) => !isDue(pending))
    return due
  }
}
