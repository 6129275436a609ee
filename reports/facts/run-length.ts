import type { RunRecord } from '../../harness/model/run-record.ts'

/** Seconds from the start of a run to its end, drain included; never less than its timeline. */
export function runLength({
  startedAt,
  endedAt,
  timeline,
  usage,
  mergedFrom,
}: Pick<RunRecord, 'startedAt' | 'endedAt' | 'timeline' | 'usage' | 'mergedFrom'>): number {
  // Repeats lie apart: from the first start to the last end is not the length of any.
  const elapsed = mergedFrom?.kind === 'repeats' ? 0 : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const last = Math.max((timeline.at(-1)?.at ?? -1) + 1, usage.at(-1)?.at ?? 0)
  return Math.max(Number.isFinite(elapsed) ? elapsed : 0, last)
}
