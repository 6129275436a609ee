import { waitUntil } from '../lifecycle/wait-until.ts'

export interface Patience {
  /** Ends the wait with the signal's reason. */
  readonly signal: AbortSignal
  /** Milliseconds so far in which the machine let nobody do anything. */
  readonly lostMs: () => number
}

/** Nearly every condition is met before this, and then nobody asks for what was lost: asking reads files. */
const SOON_MS = 500
/** Less than this is no reason to go on waiting. */
const WORTHWHILE_MS = 50
/** A deadline is put off by this many times itself at most. */
const MOST_TIMES = 5

/**
 * Waits for a condition; false when it was not met in time. Time that the machine took away does not count: a deadline
 * means the time that the bridge had.
 */
export async function waitPatiently(condition: () => boolean, withinMs: number, { signal, lostMs }: Patience): Promise<boolean> {
  const soonMs = Math.min(SOON_MS, withinMs)
  if (await isMet(condition, soonMs, signal)) return true
  let known = lostMs()
  let leftMs = withinMs - soonMs
  let putOffMs = 0
  while (!(await isMet(condition, leftMs, signal))) {
    const lost = lostMs()
    leftMs = Math.min(lost - known, MOST_TIMES * withinMs - putOffMs)
    known = lost
    putOffMs += leftMs
    if (leftMs < WORTHWHILE_MS) return false
  }
  return true
}

async function isMet(condition: () => boolean, withinMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    return await waitUntil('the condition holds', condition, { withinMs, everyMs: 5, signal })
  } catch {
    signal.throwIfAborted()
    return false
  }
}
