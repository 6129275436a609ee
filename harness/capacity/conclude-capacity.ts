import type { CapacityAnswer, CapacitySearchRecord } from '../model/capacity.ts'
import type { Verdict } from '../model/verdict.ts'

/**
 * A search passes when it found what it looked for: where the bridge fails, or that it does not up to the highest
 * rate asked for. It fails when nothing passes, and is unknown when something else than the bridge ended it.
 */
export function concludeCapacity(searches: readonly Pick<CapacitySearchRecord, 'answer'>[]): Verdict {
  const reasons = searches.flatMap(({ answer }) => reasonsOf(answer))
  const status = reasons.some((reason) => reason.status === 'unknown')
    ? 'unknown'
    : reasons.length > 0
      ? 'fail'
      : 'pass'
  return { status, reasons }
}

function reasonsOf(answer: CapacityAnswer): Verdict['reasons'] {
  switch (answer.kind) {
    case 'found':
      return []
    case 'at-least':
      return answer.bracket.high === undefined ? [] : [{ status: 'unknown', message: answer.because }]
    case 'none':
      return [{ status: 'fail', message: answer.because }]
    case 'unknown':
      return [{ status: 'unknown', message: answer.because }]
  }
}
