import type { MergedFrom, RunRecord } from '../model/run-record.ts'

/** The runs that a record stands for: those that it was merged from, or itself. */
export function mergedRuns({ runId, startedAt, workload: { seed, segment }, verdict: { status }, mergedFrom }: RunRecord): MergedFrom['runs'] {
  return mergedFrom?.runs ?? [{ runId, startedAt, seed, status, ...(segment && { segment }) }]
}
