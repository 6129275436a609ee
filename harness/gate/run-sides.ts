import type { RunRecord } from '../model/run-record.ts'
import { other, type Side } from './ab-workload.ts'
import type { BothSides } from './read-rounds.ts'
import { createStartAgreement } from './start-agreement.ts'

/** What two runs at the same time have in common. */
export interface Together {
  /** Also when the other side cannot go on. */
  readonly signal: AbortSignal
  /** Resolves with the start in Unix milliseconds when both sides are prepared. */
  readonly agreeOnStart: () => Promise<number>
}

export interface SidesPlan {
  /** Who is started first. */
  readonly first: Side
  readonly signal: AbortSignal
  readonly run: (side: Side, together: Together) => Promise<RunRecord>
}

/**
 * Runs both sides at the same time with one start. When one of them cannot go on, the other is stopped as well; both are
 * over when this returns or rejects.
 * @throws the reason of the signal, or what the first side to fail threw
 */
export async function runSides({ first, signal, run }: SidesPlan): Promise<BothSides> {
  signal.throwIfAborted()
  const broken = new AbortController()
  const either = AbortSignal.any([signal, broken.signal])
  const together = { signal: either, agreeOnStart: createStartAgreement(2, either) }
  const start = async (side: Side): Promise<RunRecord> => {
    try {
      return await run(side, together)
    } catch (error) {
      broken.abort(error)
      throw error
    }
  }
  const [ofFirst, ofSecond] = await Promise.allSettled([start(first), start(other(first))])
  signal.throwIfAborted()
  if (ofFirst.status === 'rejected' || ofSecond.status === 'rejected') throw broken.signal.reason
  return first === 'a' ? { a: ofFirst.value, b: ofSecond.value } : { a: ofSecond.value, b: ofFirst.value }
}
