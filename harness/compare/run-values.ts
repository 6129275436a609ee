import type { ComparedLatency, LatencyChange } from '../model/comparison.ts'
import { hodgesLehmann } from '../statistics/hodges-lehmann.ts'
import { holm } from '../statistics/holm.ts'
import { rankSumP, shiftBetween } from '../statistics/rank-sum.ts'
import { signedRankP } from '../statistics/signed-rank.ts'
import type { Side } from './side.ts'

/** Fewest runs of each side that can show anything: with fewer no ranks reach 5 % among several latencies. */
export const FEWEST_RUNS = 6
/** Less than this is not called a change; a shift of logarithms. */
export const MARGIN = Math.log(1.05)
const ALPHA = 0.05

/** A latency in each run of a side, microseconds; undefined where a run has too few samples. */
export interface RunValues {
  readonly side: Side | undefined
  readonly values: readonly (number | undefined)[]
}

type RunsChange = Extract<LatencyChange, { readonly kind: 'runs' }>

/**
 * Compares a latency over several runs of two sides, on logarithms. Runs that were made in turns are taken as pairs
 * (Hodges-Lehmann, signed rank): what drifts is the same within a pair. Others are taken as two heaps (rank sum). The
 * adjusted p is the plain one until {@link adjustFamilies} has seen all of them.
 */
export function compareRunValues(base: RunValues, other: RunValues): RunsChange {
  const pairs = pairsOf(base, other)
  const [first, second] = [logarithms(base), logarithms(other)]
  const shift = pairs ? hodgesLehmann(pairs) : shiftBetween(first, second)
  const oneSided = pairs
    ? [signedRankP(pairs), signedRankP(pairs, { alternative: 'less' })]
    : [rankSumP(first, second), rankSumP(second, first)]
  const p = Math.min(1, 2 * Math.min(...oneSided))
  return withAdjusted({ kind: 'runs', status: 'not shown', shift, p, adjustedP: p, test: pairs ? 'signed rank' : 'rank sum' }, p)
}

const logarithms = ({ values }: RunValues): number[] =>
  values.flatMap((us) => (us === undefined ? [] : [Math.log(Math.max(1, us))]))

/** Differences of the k-th runs when every pair was over before the next began; undefined for any other order. */
function pairsOf(base: RunValues, other: RunValues): number[] | undefined {
  if (!areInTurns(base.side, other.side)) return undefined
  return base.values.flatMap((us, i) => {
    const against = other.values[i]
    return us === undefined || against === undefined ? [] : [Math.log(Math.max(1, against) / Math.max(1, us))]
  })
}

/** Whether runs were made in turns: of the k-th two, both before either of the next two. */
export function areInTurns(base: Side | undefined, other: Side | undefined): boolean {
  if (!base || !other || base.runs.length !== other.runs.length) return false
  const starts = base.runs.map((run, i) => [run, other.runs[i]].map((one) => Date.parse(one?.startedAt ?? '')))
  return starts.every((pair, i) => i === 0 || Math.min(...pair) > Math.max(...(starts[i - 1] ?? [])))
}

/**
 * Adjusts the p values of all changes that rest on runs: those that objectives are about as one family, the others as
 * another, so that what nobody asked for does not blunt what was.
 */
export function adjustFamilies(latencies: readonly ComparedLatency[]): ComparedLatency[] {
  const adjusted = new Map<LatencyChange, RunsChange>()
  for (const family of [true, false]) {
    const changes = latencies
      .filter(({ asserted }) => asserted === family)
      .flatMap((latency) => latency.changes.filter((change) => change.kind === 'runs'))
    const ps = holm(changes.map(({ p }) => p))
    for (const [i, change] of changes.entries()) adjusted.set(change, withAdjusted(change, ps[i] ?? 1))
  }
  return latencies.map((latency) => ({
    ...latency,
    changes: latency.changes.map((change) => adjusted.get(change) ?? change),
  }))
}

function withAdjusted(change: RunsChange, adjustedP: number): RunsChange {
  const isChange = adjustedP < ALPHA && Math.abs(change.shift) > MARGIN
  return { ...change, adjustedP, status: !isChange ? 'not shown' : change.shift > 0 ? 'worse' : 'better' }
}
