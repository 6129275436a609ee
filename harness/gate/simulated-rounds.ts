import type { Random } from '../../simulators/traffic/random.ts'
import type { RoundRecord } from '../model/gate.ts'
import { BLOCK_ORDER, type Place } from './ab-workload.ts'

/** How block statistics move on a machine: deviations of their logarithms, and how often a block has a spike. */
export interface BlockNoise {
  readonly drift: number
  readonly noise: number
  readonly spikes: number
}

/** A quiet machine, one that runs CI jobs beside it, and one that is no place to compare anything. */
export const BLOCK_NOISE = {
  quiet: { drift: 0.02, noise: 0.03, spikes: 0 },
  ci: { drift: 0.08, noise: 0.1, spikes: 0.06 },
  heavy: { drift: 0.25, noise: 0.2, spikes: 0.15 },
} as const satisfies Readonly<Record<string, BlockNoise>>

/** How much of a block's drift is that of the block before it, as measured for p99 of half-second blocks. */
const PERSISTENCE = 0.9
/** A spike makes a block so much worse, at most; the logarithm. */
const TALLEST_SPIKE = 1

/**
 * Rounds of a metric whose true ratio of B to A is known, in the order A B B A B A A B. Drift goes on from block to block.
 * @param slowdown B over A, 1 when they are the same build
 */
export function* simulateRounds(
  metrics: readonly string[],
  slowdown: number,
  { drift, noise, spikes }: BlockNoise,
  random: Random,
): Generator<RoundRecord, never, undefined> {
  let level = 0
  /** What metrics of one block have in common. */
  const block = (): number => {
    level = PERSISTENCE * level + Math.sqrt(1 - PERSISTENCE ** 2) * drift * random.normal()
    return level + (random.uniform() < spikes ? TALLEST_SPIKE * random.uniform() : 0)
  }
  for (;;) {
    const blocks = BLOCK_ORDER.map(block)
    const values = metrics.map((metric) => {
      const of = blocks.map((level) => Math.exp(level + noise * random.normal()))
      return [metric, { a: meanOf('first', of), b: slowdown * meanOf('second', of) }] as const
    })
    yield { voidBecause: [], values: Object.fromEntries(values) }
  }
}

function meanOf(place: Place, blocks: readonly number[]): number {
  const own = blocks.filter((_, i) => BLOCK_ORDER[i] === place)
  return own.reduce((sum, one) => sum + one, 0) / own.length
}
