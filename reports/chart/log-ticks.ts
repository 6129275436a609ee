/** Bounds of a logarithmic axis around positive values: whole 1-2-5 steps outside of them. */
export function logBounds(low: number, high: number): readonly [number, number] {
  const steps = (value: number): readonly number[] => {
    const decade = 10 ** Math.floor(Math.log10(value))
    return [1, 2, 5, 10].map((step) => step * decade)
  }
  const bottom = steps(low).findLast((step) => step <= low * (1 + 1e-9)) ?? low
  const top = steps(high).find((step) => step >= high * (1 - 1e-9)) ?? high
  return bottom < top ? [bottom, top] : [bottom, bottom * 10]
}

/** Values to mark on a logarithmic axis: decades, with 2 and 5 between them where there are few. */
export function logTicks(low: number, high: number, most: number): readonly number[] {
  const ticks = (steps: readonly number[]): readonly number[] => {
    const found: number[] = []
    for (let decade = 10 ** Math.floor(Math.log10(low) + 1e-9); decade <= high; decade *= 10) {
      found.push(...steps.map((step) => step * decade).filter((tick) => tick >= low * 0.999 && tick <= high * 1.001))
    }
    return found
  }
  const candidates = [[1, 2, 5], [1, 3], [1]].map(ticks)
  return candidates.find(({ length }) => length <= most) ?? candidates.at(-1) ?? []
}
