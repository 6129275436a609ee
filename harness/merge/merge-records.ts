import { judgeObjective } from '../metrics/judge-objective.ts'
import { parseObjective } from '../metrics/objective.ts'
import type { HealthSignal, RunRecord, TimelinePoint } from '../model/run-record.ts'
import type { Reason } from '../model/verdict.ts'
import { judgeRun } from '../runner/judge-run.ts'
import { mergeLedgers } from './merge-ledgers.ts'
import { mergeSeriesRecords, type MergedSeries } from './merge-series-records.ts'
import { segmentProblems } from './segment-problems.ts'

/** What came of a merge. */
export type Merge =
  | { readonly kind: 'merged'; readonly record: RunRecord }
  /** The records are not all segments of one run: nothing is claimed. */
  | { readonly kind: 'invalid'; readonly because: readonly string[] }

/**
 * Makes one record of the records of all segments of a run: histograms added, never percentiles averaged; ledgers,
 * counters and rates summed; health at its worst; objectives and verdict judged anew on the sums.
 * @param command the command line that merges them
 * @throws RangeError or SyntaxError when a histogram cannot be added
 */
export function mergeRecords(records: readonly RunRecord[], command: string): Merge {
  const because = segmentProblems(records)
  const [first] = records
  if (first === undefined || because.length > 0) return { kind: 'invalid', because }
  const series = mergeSeriesRecords(records.map((record) => record.series))
  const { segment: _segment, ...workload } = first.workload
  const measurements = {
    workload,
    series: series.series,
    ledger: mergeLedgers(records.map((record) => record.ledger)),
    counters: sumByName(records.map((record) => record.counters)),
    timeline: mergeTimelines(records, series),
    usage: records.flatMap((record) => record.usage).sort((a, b) => a.at - b.at),
  }
  const objectives = first.objectives.map(({ text }) => judgeObjective(parseObjective(text), measurements))
  const health = worstHealth(records)
  const given = records.map(givenReasons)
  const messages = (status: Reason['status']): string[] => [
    ...new Set(given.flat().flatMap((reason) => (reason.status === status ? [reason.message] : []))),
  ]
  const record: RunRecord = {
    ...first,
    ...measurements,
    command,
    startedAt: records.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    endedAt:
      records
        .map(({ endedAt }) => endedAt)
        .sort()
        .at(-1) ?? first.endedAt,
    objectives,
    health,
    verdict: judgeRun({
      aborted: records.some(({ verdict }) => verdict.status === 'aborted'),
      objectives,
      health,
      ledger: measurements.ledger,
      target: (records.find(({ target }) => target.exit?.expected === false) ?? first).target,
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

function sumByName(counters: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const counted of counters) {
    for (const [name, count] of Object.entries(counted)) sums[name] = (sums[name] ?? 0) + count
  }
  return sums
}

/** Seconds that every segment has: where one is missing the sum would be that of fewer. */
function mergeTimelines(records: readonly RunRecord[], { latenciesAt }: MergedSeries): TimelinePoint[] {
  const others = records.slice(1).map(({ timeline }) => new Map(timeline.map((point) => [point.at, point.rates])))
  return (records[0]?.timeline ?? []).flatMap(({ at, rates }) => {
    const same = others.map((points) => points.get(at)).filter((other) => other !== undefined)
    if (same.length < others.length) return []
    return [{ at, rates: sumByName([rates, ...same]), latencies: latenciesAt(at) }]
  })
}

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
