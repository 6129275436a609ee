import { parseObjective } from '../metrics/objective.ts'
import type { GateResult, Regression } from '../model/gate.ts'
import type { RunRecord } from '../model/run-record.ts'
import type { Reason, RunStatus } from '../model/verdict.ts'
import { rankSumP, shiftBetween } from '../statistics/rank-sum.ts'
import { comparabilityProblems } from './comparability.ts'
import { latencyBlocks, type LatencySubject } from './metric-blocks.ts'

/** Less than this is not called a regression. */
const MARGIN = Math.log(1.05)
const ALPHA = 0.05
/** Fewest blocks of each side that a comparison rests on. */
const FEWEST_BLOCKS = 8

const STORED_BASELINE_CAVEAT =
  'A stored baseline is for trends: on noisy machines 7 to 24 % of builds fail against themselves, however long the runs are. Use `callstorm ab` to decide'

/**
 * Holds runs of a candidate against their objectives, and the latencies that objectives are about against stored runs:
 * worse is a shift of more than 5 % that the rank sums of blocks support below 5 %. Runs that are not comparable are
 * refused as invalid, with the reasons.
 */
export function compareRuns(baseline: readonly RunRecord[], candidate: readonly RunRecord[]): GateResult {
  const problems = comparabilityProblems(baseline, candidate)
  const objectives = candidate.flatMap((record) => record.objectives)
  if (problems.length > 0) {
    const reasons = problems.map((message): Reason => ({ status: 'invalid', message: `not comparable: ${message}` }))
    return { verdict: { status: 'invalid', reasons }, objectives, regressions: [], caveat: STORED_BASELINE_CAVEAT }
  }
  const regressions = subjectsOf(candidate).map((subject) => compareLatency(baseline, candidate, subject))
  const reasons = [...new Set(candidate.flatMap(({ verdict }) => verdict.reasons)), ...regressions.flatMap(reasonOf)]
  return { verdict: { status: worstStatus(reasons), reasons }, objectives, regressions, caveat: STORED_BASELINE_CAVEAT }
}

function worstStatus(reasons: readonly Reason[]): RunStatus {
  if (reasons.some(({ status }) => status === 'fail')) return 'fail'
  return reasons.length > 0 ? 'unknown' : 'pass'
}

interface NamedSubject {
  readonly metric: string
  readonly latency: LatencySubject
}

/** Latencies that the candidate's objectives are about, each once. Counts and rates are judged by their limits alone. */
function subjectsOf(candidate: readonly RunRecord[]): NamedSubject[] {
  const named = candidate.flatMap(({ objectives }) =>
    objectives.flatMap(({ text }): [string, LatencySubject][] => {
      const { subject } = parseObjective(text)
      if (subject.kind === 'metric' || (subject.kind === 'percentile' && subject.percentile === 100)) return []
      return [[nameOf(subject), subject]]
    }),
  )
  return [...new Map(named)].map(([metric, latency]) => ({ metric, latency }))
}

const nameOf = (subject: LatencySubject): string =>
  `${subject.series}.${subject.kind === 'mean' ? 'mean' : `p${subject.percentile}`}`

function compareLatency(
  baseline: readonly RunRecord[],
  candidate: readonly RunRecord[],
  { metric, latency }: NamedSubject,
): Regression {
  const [before, after] = [baseline, candidate].map((records) =>
    records.flatMap((record) => latencyBlocks(record, latency)).map((us) => Math.log(Math.max(us, 1))),
  )
  const blocks = Math.min(before?.length ?? 0, after?.length ?? 0)
  if (!before || !after || blocks < FEWEST_BLOCKS) {
    const note = `${blocks} blocks with enough samples, at least ${FEWEST_BLOCKS} are needed on both sides`
    return { metric, status: 'unknown', shift: undefined, p: undefined, note }
  }
  const shift = shiftBetween(before, after)
  const p = rankSumP(before, after)
  const note = `${before.length} and ${after.length} blocks`
  return { metric, status: shift > MARGIN && p < ALPHA ? 'worse' : 'same', shift, p, note }
}

function reasonOf({ metric, status, shift = 0, p = 1, note }: Regression): Reason[] {
  switch (status) {
    case 'same':
      return []
    case 'worse': {
      const percent = ((Math.exp(shift) - 1) * 100).toFixed(1)
      return [{ status: 'fail', message: `${metric} is ${percent} % worse than the baseline (p ${p.toPrecision(2)})` }]
    }
    case 'unknown':
      return [{ status: 'unknown', message: `${metric}: ${note}` }]
  }
}
