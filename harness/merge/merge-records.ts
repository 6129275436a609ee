import { judgeObjective } from '../metrics/judge-objective.ts'
import { parseObjective } from '../metrics/objective.ts'
import type { HealthSignal, MergedFrom, RunRecord } from '../model/run-record.ts'
import type { Reason } from '../model/verdict.ts'
import { judgeRun } from '../runner/judge-run.ts'
import { mergeLedgers } from './merge-ledgers.ts'
import { mergeSeriesRecords } from './merge-series-records.ts'
import { mergedRuns } from './merged-runs.ts'
import { addTimelines, averageTimelines, sumByName } from './merge-timelines.ts'
import { repeatProblems } from './repeat-problems.ts'
import { segmentProblems } from './segment-problems.ts'

/** What came of a merge. */
export type Merge =
  | { readonly kind: 'merged'; readonly record: RunRecord }
  /** The records are neither all segments of one run nor repeated runs of one scenario: nothing is claimed. */
  | { readonly kind: 'invalid'; readonly because: readonly string[] }

/**
 * Makes one record of the records of all segments of a run, or of repeated runs of one scenario: histograms added,
 * never percentiles averaged; ledgers and counters summed; rates summed over segments and averaged over repeats; health
 * at its worst; objectives and verdict judged anew on the sums. The record says what it was merged from.
 * @param command the command line that merges them
 * @throws RangeError or SyntaxError when a histogram cannot be added
 */
export function mergeRecords(records: readonly RunRecord[], command: string): Merge {
  const kind: MergedFrom['kind'] = records.some(({ workload }) => workload.segment) ? 'segments' : 'repeats'
  const because = kind === 'segments' ? segmentProblems(records) : repeatProblems(records)
  const [first] = records
  if (first === undefined || because.length > 0) return { kind: 'invalid', because }
  const series = mergeSeriesRecords(records.map((record) => record.series))
  const { segment: _segment, ...workload } = { ...first.workload, seed: seedsOf(records) }
  const measurements = {
    workload,
    series: series.series,
    ledger: mergeLedgers(records.map((record) => record.ledger)),
    counters: sumByName(records.map((record) => record.counters)),
    timeline: (kind === 'segments' ? addTimelines : averageTimelines)(records, series),
    usage: records.flatMap((record) => record.usage).sort((a, b) => a.at - b.at),
  }
  const objectives = first.objectives.map(({ text }) => judgeObjective(parseObjective(text), measurements))
  const health = worstHealth(records)
  const given = records.map(givenReasons)
  const messages = (status: Reason['status']): string[] => [
    ...new Set(given.flat().flatMap((reason) => (reason.status === status ? [reason.message] : []))),
  ]
  const target = (records.find((one) => one.target.exit?.expected === false) ?? first).target
  const record: RunRecord = {
    ...first,
    ...measurements,
    command,
    mergedFrom: { kind, runs: records.flatMap(mergedRuns) },
    startedAt: records.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    endedAt:
      records
        .map(({ endedAt }) => endedAt)
        .sort()
        .at(-1) ?? first.endedAt,
    // Logs stay with the records that they belong to.
    target: { ...target, log: undefined },
    objectives,
    health,
    verdict: judgeRun({
      aborted: records.some(({ verdict }) => verdict.status === 'aborted'),
      objectives,
      health,
      ledger: measurements.ledger,
      target,
      facts: messages('fail'),
      instrumentFaults: messages('invalid'),
    }),
  }
  return { kind: 'merged', record }
}

/** Reasons of a record that do not follow from its figures: what its run knew besides. */
function givenReasons(record: RunRecord): Reason[] {
  const derived = new Set(
    [record.objectives, []].flatMap((objectives) =>
      [record.health, []].flatMap((health) =>
        judgeRun({ ...record, objectives, health, aborted: false, facts: [], instrumentFaults: [] }).reasons.map(
          ({ message }) => message,
        ),
      ),
    ),
  )
  return record.verdict.reasons.filter(({ message }) => !derived.has(message))
}

const seedsOf = (records: readonly RunRecord[]): string => [...new Set(records.map(({ workload }) => workload.seed))].join(', ')

const SEVERITY: Readonly<Record<HealthSignal['status'], number>> = { ok: 0, unknown: 1, warn: 2, void: 3 }

/** Each signal as the worst segment had it. */
function worstHealth(records: readonly RunRecord[]): HealthSignal[] {
  const worst = new Map<string, HealthSignal>()
  for (const signal of records.flatMap(({ health }) => health)) {
    const known = worst.get(signal.name)
    const isWorse =
      !known ||
      SEVERITY[signal.status] > SEVERITY[known.status] ||
      (signal.status === known.status && signal.value > known.value)
    if (isWorse) worst.set(signal.name, signal)
  }
  return [...worst.values()]
}
