import { median } from './quantile.ts'

/**
 * The Hodges-Lehmann estimate of the centre of symmetric differences: the median of their Walsh averages, the means
 * of every pair, each value paired with itself included. Up to 29 % of wild values do not move it far.
 * @throws RangeError without differences
 */
export function hodgesLehmann(differences: readonly number[]): number {
  return median(differences.flatMap((one, i) => differences.slice(i).map((other) => (one + other) / 2)))
}
