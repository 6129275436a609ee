import { normalTail } from './distributions.ts'
import { median } from './quantile.ts'

/**
 * One-sided p value of the rank-sum test of Wilcoxon, Mann and Whitney that values of the second sample are higher:
 * normal, with correction for continuity and ties. For samples of about eight and more.
 * @returns 1 when a sample is empty or all values are equal
 */
export function rankSumP(first: readonly number[], second: readonly number[]): number {
  const [n, m] = [first.length, second.length]
  const all = [...first, ...second].sort((a, b) => a - b)
  const ties = tieSizes(all)
  const total = n + m
  const correction = ties.reduce((sum, size) => sum + size ** 3 - size, 0) / (total * (total - 1))
  const variance = ((n * m) / 12) * (total + 1 - correction)
  if (!(variance > 0)) return 1
  const wins = second.reduce((sum, value) => sum + first.reduce((won, other) => won + winOver(value, other), 0), 0)
  return normalTail((wins - (n * m) / 2 - 0.5) / Math.sqrt(variance))
}

const winOver = (value: number, other: number): number => (value > other ? 1 : value === other ? 0.5 : 0)

function tieSizes(sorted: readonly number[]): number[] {
  const sizes: number[] = []
  sorted.forEach((value, i) => {
    if (i > 0 && value === sorted[i - 1]) sizes[sizes.length - 1]! += 1
    else sizes.push(1)
  })
  return sizes
}

/**
 * How much higher the second sample is: the median of all differences, the estimate of Hodges and Lehmann for two
 * samples.
 * @throws RangeError when a sample is empty
 */
export const shiftBetween = (first: readonly number[], second: readonly number[]): number =>
  median(second.flatMap((value) => first.map((other) => value - other)))
