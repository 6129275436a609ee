/**
 * Response time of a queue with Poisson arrivals and one server of constant speed (M/D/1), exceeded by a share of
 * requests. The tail is exponential: P(W > t) ~ a e^(-d t), with d the root of l (e^(d/c) - 1) = d and
 * a = (1 - r) / (r e^(d/c) - 1), r = l / c; near capacity that is as good as exact.
 * Source: H. Tijms, A First Course in Stochastic Models, 2003, section 9.2.
 * @param perSecond arrivals @param capacity requests that the server can take, per second
 */
export function responseSeconds(perSecond: number, capacity: number, share: number): number {
  const decay = bisect((d) => perSecond * Math.expm1(d / capacity) - d, capacity * 1e-9, capacity * 20)
  const load = perSecond / capacity
  const factor = (1 - load) / (load * Math.exp(decay / capacity) - 1)
  return 1 / capacity + Math.max(0, Math.log(factor / share) / decay)
}

/** The highest rate at which no more than a share of requests takes longer than the limit. */
export const sustainableRate = (capacity: number, share: number, limitSeconds: number): number =>
  bisect((rate) => responseSeconds(rate, capacity, share) - limitSeconds, capacity * 0.05, capacity * 0.99999)

const STEPS = 200

/** Where a function changes its sign from minus to plus. */
function bisect(of: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2
    if (of(middle) < 0) low = middle
    else high = middle
  }
  return low
}
