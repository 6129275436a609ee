import { toRunId } from './identity.ts'
import { randomStream } from './random.ts'

/** The run id that belongs to a seed: the same seed gives the same identifiers. */
export const runIdOf = (seed: string): number => toRunId(randomStream(seed, 'run').u32())
