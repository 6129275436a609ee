import type { AbDecision, MetricComparison, RoundRecord } from '../model/gate.ts'
import { hodgesLehmann } from '../statistics/hodges-lehmann.ts'
import { holm } from '../statistics/holm.ts'
import { signedRankP } from '../statistics/signed-rank.ts'

/** Rounds after which the first decision is taken, and how many more are asked for while it is open. */
export const FIRST_ROUNDS = 16
export const MORE_ROUNDS = 8
export const MOST_ROUNDS = 64
/** Two processes of one build differ by about 1 %: less than this share is not called a regression. */
const MARGIN = Math.log(1.05)
/** A regression of this share must not be missed. */
const MUST_SEE = Math.log(1.1)
const ALPHA = 0.015
const ALPHA_MISSED = 0.01
const MOST_DROPPED = 0.25

/**
 * The sequential three-valued test over rounds of eight blocks. Fails when B is worse by more than 5 % (Hodges-Lehmann) and
 * the signed ranks say so below 1.5 %, shared among the metrics by Holm; passes when it is not, for every metric, and
 * 10 % worse is excluded below 1 %; otherwise goes on as far as 64 rounds and is unknown then. In simulation it fails
 * at most 5 % of comparisons of a build with itself, and 95 % and more of those with a build that is 10 % slower.
 */
export function decideAb(rounds: readonly RoundRecord[], metrics: readonly string[]): AbDecision {
  const valid = rounds.filter(({ voidBecause }) => voidBecause.length === 0)
  const dropped = rounds.length - valid.length
  const comparisons = compareAll(valid, metrics)
  const decide = (status: AbDecision['status'], because: string): AbDecision => ({
    status,
    because,
    metrics: comparisons,
    rounds: rounds.length,
    dropped,
  })
  if (rounds.length < FIRST_ROUNDS) return decide('go-on', `${rounds.length} of at least ${FIRST_ROUNDS} rounds are done`)
  if (dropped > MOST_DROPPED * rounds.length) {
    return decide('invalid', `${dropped} of ${rounds.length} rounds were void: this machine cannot tell`)
  }
  const failed = comparisons.filter(({ status }) => status === 'fail')
  if (failed.length > 0) return decide('fail', failed.map(sayFailure).join('; '))
  if (comparisons.every(({ status }) => status === 'pass'))
    return decide('pass', 'B is not worse than A by more than 5 %')
  if (rounds.length < MOST_ROUNDS) return decide('go-on', `${rounds.length} rounds do not tell yet`)
  return decide('unknown', `${rounds.length} rounds do not tell whether B is worse`)
}

function sayFailure({ metric, shift, adjustedP }: MetricComparison): string {
  return `${metric} of B is ${((Math.exp(shift) - 1) * 100).toFixed(1)} % worse than that of A (p ${adjustedP.toPrecision(2)})`
}

function compareAll(rounds: readonly RoundRecord[], metrics: readonly string[]): MetricComparison[] {
  const differences = metrics.map((metric) => differencesOf(rounds, metric))
  const ps = differences.map((values) => signedRankP(values))
  const adjusted = holm(ps)
  return metrics.map((metric, i) => compareOne(metric, differences[i] ?? [], ps[i] ?? 1, adjusted[i] ?? 1))
}

/** A metric that a round lacks counts nowhere: with none left the comparison stays open. */
const differencesOf = (rounds: readonly RoundRecord[], metric: string): number[] =>
  rounds.flatMap(({ values }) => {
    const { a = 0, b = 0 } = values[metric] ?? {}
    return a > 0 && b > 0 ? [Math.log(b / a)] : []
  })

function compareOne(metric: string, differences: readonly number[], p: number, adjustedP: number): MetricComparison {
  if (differences.length === 0) return { metric, status: 'open', rounds: 0, shift: 0, p: 1, adjustedP: 1, pOfMissed: 1 }
  const shift = hodgesLehmann(differences)
  const pOfMissed = signedRankP(differences, { shift: MUST_SEE, alternative: 'less' })
  const isWorse = shift > MARGIN && adjustedP < ALPHA
  const isFine = shift <= MARGIN && pOfMissed < ALPHA_MISSED
  return {
    metric,
    status: isWorse ? 'fail' : isFine ? 'pass' : 'open',
    rounds: differences.length,
    shift,
    p,
    adjustedP,
    pOfMissed,
  }
}
