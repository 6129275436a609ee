/** Quantile of the normal distribution for 95 %, both sides. */
const Z = 1.959964

/**
 * 95 % interval of a share by Wilson's score method, which holds for few trials and for shares near 0 and 1.
 * @returns shares from 0 to 1; the whole range for no trials
 * @see E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927
 */
export function wilsonInterval(successes: number, trials: number): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1]
  const share = successes / trials
  const spread = Z ** 2 / trials
  const centre = share + spread / 2
  const half = Z * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials))
  return [Math.max(0, (centre - half) / (1 + spread)), Math.min(1, (centre + half) / (1 + spread))]
}
