import { randomStream } from '../../simulators/traffic/random.ts'
import type { CapacitySearchRecord, ScalingRecord } from '../model/capacity.ts'
import { FEWEST_SIZES, fitScalability, predictScalability } from '../statistics/universal-scalability.ts'

/** Multiples of the largest size measured for which a prediction is tried: the last two show where it ends. */
const REACH = [1, 2, 4, 8]

/**
 * Fits the Universal Scalability Law to the capacities found with different numbers of subscribers, in deliveries per
 * second: what one subscriber more adds.
 * @returns undefined when fewer than five sizes have a capacity
 */
export function scaleCapacity(searches: readonly CapacitySearchRecord[], seed: string): ScalingRecord | undefined {
  const points = searches.flatMap(({ answer, figures, workload }) =>
    answer.kind === 'found' && figures
      ? [{ size: workload.subscribers, throughput: figures.eventsPerSecond * workload.subscribers }]
      : [],
  )
  const sizes = [...new Set(points.map(({ size }) => size))].sort((a, b) => a - b)
  if (sizes.length < FEWEST_SIZES) return undefined
  const largest = sizes.at(-1) ?? 1
  const asked = [...sizes, ...REACH.slice(1).map((factor) => largest * factor)]
  const predictions = predictScalability(points, asked, randomStream(seed, 'scalability'))
  return { over: 'subscribers', points, law: fitScalability(points), predictions }
}
