import type { RunRecord } from '../../harness/model/run-record.ts'

/** `3 repeated runs: 5c19ab04 (pass, seed 7), …`, `2 segments of one run: 5c19ab04 1/2 (pass, seed 7), …`; undefined for a record of one run. Untrusted text. */
export function mergedText({ mergedFrom }: Pick<RunRecord, 'mergedFrom'>): string | undefined {
  if (mergedFrom === undefined) return undefined
  const { kind, runs } = mergedFrom
  const listed = runs.map(({ runId, status, seed, segment }) => `${runId}${segment ? ` ${segment.part}/${segment.of}` : ''} (${status}, seed ${seed})`).join(', ')
  return `${runs.length} ${kind === 'segments' ? 'segments of one run' : 'repeated runs'}: ${listed}`
}
