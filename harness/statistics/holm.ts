/**
 * Holm's step-down adjustment of p values that were taken together: where the adjusted value is at most alpha, the
 * hypothesis is rejected, and the chance of any false rejection stays below alpha whatever depends on what.
 * @returns adjusted values in the order given, at most 1
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p)
  const adjusted = new Array<number>(pValues.length).fill(1)
  let highest = 0
  order.forEach(({ p, index }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)))
    adjusted[index] = highest
  })
  return adjusted
}
