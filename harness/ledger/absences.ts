import { MAX_ABSENCES, type ReceiverBlock } from './layout.ts'

/*
 * When a receiver was not listening. Written by the receiver's thread, read by sources when they release a slot with
 * a missing delivery: a version number that is odd during a change lets the reader notice and try again.
 */

/** A receiver that has never listened is absent from the beginning of time. */
export function initAbsences(block: ReceiverBlock): void {
  if (Atomics.load(block.head, 0) !== 0) return
  block.undecided[0] = Number.NEGATIVE_INFINITY
  beginAbsence(block, Number.NEGATIVE_INFINITY)
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

/**
 * An absence of our own making: the receiver stays connected and reads nothing. What was due before it may stand unread
 * as well, so that nothing that is missing is decided until the receiver has read on.
 * @param fromUs what was due from here on is no longer expected
 */
export function hinder(block: ReceiverBlock, fromUs: number): void {
  block.undecided[0] = Number.POSITIVE_INFINITY
  beginAbsence(block, fromUs)
}

/** Ends it: what stands unread has come by `byUs`. */
export function unhinder(block: ReceiverBlock, byUs: number): void {
  block.undecided[0] = byUs
}

/** Whether a receiver is hindered now. For any thread. */
export const isHindered = ({ undecided }: ReceiverBlock): boolean => undecided[0] === Number.POSITIVE_INFINITY

/** Whether what a receiver misses may still stand unread. For any thread. */
export const isUndecided = ({ undecided }: ReceiverBlock, nowUs: number): boolean => nowUs < (undecided[0] ?? 0)

/** What stood unread was thrown away with its connection: of nothing that is missing so far is anything claimed. */
export function giveUpUnread(block: ReceiverBlock): void {
  if (isListening(block)) return
  change(block, () => {
    block.absences[2 * (block.head[1] ?? 0) - 2] = Number.NEGATIVE_INFINITY
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
