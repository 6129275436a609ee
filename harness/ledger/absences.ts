import { MAX_ABSENCES, type ReceiverBlock } from './layout.ts'

/*
 * When a receiver was not listening. Written by the receiver's thread, read by sources when they release a slot with
 * a missing delivery: a version number that is odd during a change lets the reader notice and try again.
 */

/** A receiver that has never listened is absent from the beginning of time. */
export function initAbsences(block: ReceiverBlock): void {
  if (Atomics.load(block.head, 0) === 0) beginAbsence(block, Number.NEGATIVE_INFINITY)
}

/** Whether the receiver is listening now. Only for its own thread. */
export const isListening = ({ head, absences }: ReceiverBlock): boolean =>
  head[1] === 0 || absences[2 * (head[1] ?? 0) - 1] !== Number.POSITIVE_INFINITY

/** @param fromUs what was due from here on is no longer expected */
export function beginAbsence(block: ReceiverBlock, fromUs: number): void {
  if (!isListening(block)) return
  change(block, () => {
    if (block.head[1] === MAX_ABSENCES) joinOldest(block)
    const at = 2 * (block.head[1] ?? 0)
    block.absences[at] = fromUs
    block.absences[at + 1] = Number.POSITIVE_INFINITY
    block.head[1]!++
  })
}

/** @param toUs what is due from here on is expected again */
export function endAbsence(block: ReceiverBlock, toUs: number): void {
  if (isListening(block)) return
  change(block, () => {
    block.absences[2 * (block.head[1] ?? 0) - 1] = toUs
  })
}

/** Whether something due at a time was due while the receiver was not listening. For any thread. */
export function wasAbsent(block: ReceiverBlock, us: number): boolean {
  for (;;) {
    const version = Atomics.load(block.head, 0)
    const absent = isWithin(block, us)
    if (version % 2 === 0 && Atomics.load(block.head, 0) === version) return absent
  }
}

function isWithin({ head, absences }: ReceiverBlock, us: number): boolean {
  for (let i = (head[1] ?? 0) - 1; i >= 0; i--) {
    if (us >= (absences[2 * i] ?? 0) && us < (absences[2 * i + 1] ?? 0)) return true
  }
  return false
}

/** Old presence between two absences is given up: no claim is better than a false one. */
function joinOldest({ head, absences }: ReceiverBlock): void {
  absences.copyWithin(1, 3)
  head[1]!--
}

function change(block: ReceiverBlock, write: () => void): void {
  Atomics.add(block.head, 0, 1)
  write()
  Atomics.add(block.head, 0, 1)
}
