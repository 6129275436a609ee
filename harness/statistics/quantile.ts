/**
 * A quantile of unsorted values, linear between neighbours: type 7 of Hyndman and Fan, the default of R and NumPy.
 * @param share 0 to 1
 * @throws RangeError without values, or for a share outside of 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('Cannot take a quantile as there must be a value: current count is 0')
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`Cannot take a quantile as its share must be 0 to 1: current value is ${share}`)
  }
  const sorted = Float64Array.from(values).sort()
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low
  return low + (high - low) * (place - below)
}

/** The middle value. @throws RangeError without values */
export const median = (values: readonly number[]): number => quantile(values, 0.5)
