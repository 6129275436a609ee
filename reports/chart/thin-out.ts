/** A value at a second of the run; undefined where there is none, which interrupts the line. */
export interface TimedValue {
  readonly at: number
  readonly value: number | undefined
}

/**
 * At most `most` points: neighbours become one that stands for their worst, the highest. Percentiles may be thinned
 * out in this way, never averaged. Points must be in order of time.
 */
export function thinOut(points: readonly TimedValue[], most: number): readonly TimedValue[] {
  if (points.length <= most) return points
  const size = Math.ceil(points.length / most)
  const thinned: TimedValue[] = []
  for (let from = 0; from < points.length; from += size) {
    const bin = points.slice(from, from + size)
    const values = bin.flatMap(({ value }) => (value === undefined ? [] : [value]))
    const value = values.length === 0 ? undefined : values.reduce((high, one) => Math.max(high, one))
    thinned.push({ at: bin[0]?.at ?? 0, value })
  }
  return thinned
}
