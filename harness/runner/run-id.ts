import { createHash, randomInt } from 'node:crypto'
import { toRunId } from '../../simulators/traffic/identity.ts'
import type { TargetKind } from '../target/profile-schema.ts'

/**
 * The id that every identifier of a run carries. A bridge that we start knows nothing of earlier runs, so the seed
 * alone decides and a run can be repeated to the letter; one that goes on between runs may still deliver events of
 * the last one, and must not be able to pass them off as ours.
 */
export function runIdOf(seed: string, kind: TargetKind): number {
  if (kind === 'external') return toRunId(randomInt(2 ** 31))
  return toRunId(createHash('sha256').update(`${seed}\0run`).digest().readUInt32BE(0))
}
