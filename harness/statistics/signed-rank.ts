import { normalTail } from './distributions.ts'

export interface SignedRankOptions {
  /** Shift that the differences are held against. @default 0 */
  readonly shift?: number
  /** What is to be shown: that the differences lie above the shift, or below it. @default 'greater' */
  readonly alternative?: 'greater' | 'less'
}

/** Differences up to which the distribution is counted out; it covers every decision of the gate. */
export const EXACT_UP_TO = 64

/**
 * One-sided p value of Wilcoxon's signed-rank test. Differences equal to the shift say nothing and are left out; ties
 * share the mean of their ranks. Up to {@link EXACT_UP_TO} differences the p value is exact, ties included, as it is
 * counted over all signs of the ranks there are; beyond that normal, with correction for continuity and ties.
 * @returns 1 when nothing differs from the shift
 */
export function signedRankP(differences: readonly number[], options: SignedRankOptions = {}): number {
  const { shift = 0, alternative = 'greater' } = options
  const sign = alternative === 'greater' ? 1 : -1
  const moved = differences.map((difference) => sign * (difference - shift)).filter((difference) => difference !== 0)
  if (moved.length === 0) return 1
  const doubled = doubledRanks(moved.map(Math.abs))
  const observed = sum(doubled.filter((_, i) => (moved[i] ?? 0) > 0))
  return moved.length <= EXACT_UP_TO ? exactTail(doubled, observed) : approximateTail(doubled, observed)
}

/** Twice the rank of each value: the mean rank of a tie is a half at most, so that these are whole numbers. */
function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const ranks = new Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && order[to]?.value === order[from]?.value) to++
    // Ranks from + 1 to `to`: twice their mean is the sum of the first and the last.
    for (const { index } of order.slice(from, to)) ranks[index] = from + 1 + to
    from = to
  }
  return ranks
}

/** Share of all signs whose positive ranks add up to at least what was observed. */
function exactTail(doubled: readonly number[], observed: number): number {
  const shares = new Float64Array(sum(doubled) + 1)
  shares[0] = 1
  let reached = 0
  for (const rank of doubled) {
    reached += rank
    // Downwards, so that every rank is taken once.
    for (let total = reached; total >= 0; total--) {
      shares[total] = ((shares[total] ?? 0) + (total >= rank ? (shares[total - rank] ?? 0) : 0)) / 2
    }
  }
  return Math.min(
    1,
    shares.subarray(observed).reduce((total, share) => total + share, 0),
  )
}

function approximateTail(doubled: readonly number[], observed: number): number {
  // In doubled ranks: the mean is half their sum, the variance a quarter of the sum of their squares.
  const mean = sum(doubled) / 2
  const variance = sum(doubled.map((rank) => rank * rank)) / 4
  const continuity = 1
  return normalTail((observed - continuity - mean) / Math.sqrt(variance))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
