import { isDeepStrictEqual } from 'node:util'
import { COMPARABLE_CONDITIONS } from '../gate/comparability.ts'
import type { RunRecord } from '../model/run-record.ts'
import { mergedRuns } from './merged-runs.ts'

/**
 * Why records are not repeated runs of one scenario that may be added, in sentences; empty when they are. They share
 * every condition that a figure depends on but the seed, and each is a sound run of its own.
 */
export function repeatProblems(records: readonly RunRecord[]): string[] {
  const [first, ...others] = records
  if (first === undefined) return ['there is no record to merge']
  if (others.length === 0) return ['there is only one run']
  return [...differences(first, others), ...duplicates(records), ...unsound(records)]
}

const BRIDGE = { name: 'the bridge', of: ({ target }: RunRecord) => target.profile }
const OBJECTIVES = { name: 'the list of objectives', of: ({ objectives }: RunRecord) => objectives.map(({ text }) => text) }

const differences = (first: RunRecord, others: readonly RunRecord[]): string[] =>
  [...COMPARABLE_CONDITIONS, BRIDGE, OBJECTIVES].flatMap(({ name, of }) => {
    const other = others.find((record) => !isDeepStrictEqual(of(record), of(first)))
    return other ? [`${name} differs in run ${other.runId}`] : []
  })

/** One run twice would count its samples twice. The same calls made again are another run: its id comes of the seed. */
function duplicates(records: readonly RunRecord[]): string[] {
  const names = records
    .flatMap(mergedRuns)
    .map(({ runId, segment, startedAt }) => `${runId}${segment ? ` ${segment.part}/${segment.of}` : ''} of ${startedAt}`)
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) => `run ${name} is there more than once`)
}

const unsound = (records: readonly RunRecord[]): string[] =>
  records.flatMap(({ runId, verdict: { status, reasons } }) => {
    if (status === 'aborted') return [`run ${runId} was stopped before its end`]
    const why = reasons.find((reason) => reason.status === 'invalid')?.message
    return status === 'invalid' || why !== undefined ? [`the instrument of run ${runId} was void: ${why ?? 'no reason was written down'}`] : []
  })
