import { bundleMutant } from './bundle-mutant.ts'
import { MUTANTS } from './index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Bundles the mutants with these ids, or all for `--all`, one after the other.
 *
 * @throws RangeError when there is no such mutant
 */
export const bundleMutants = async (ids: readonly string[]): Promise<void> => {
  for (const mutant of chosen(ids)) await bundleMutant(mutant)
}

const chosen = (ids: readonly string[]): readonly Mutant[] => {
  if (ids.length === 1 && ids[0] === '--all') return MUTANTS
  if (ids.length === 0) throw new RangeError('Cannot build mutants as none is named: give ids such as "M01", or "--all"')
  return ids.map((id) => {
    const mutant = MUTANTS.find((candidate) => candidate.id === id)
    if (mutant === undefined) {
      const known = MUTANTS.map((candidate) => candidate.id).join(', ')
      throw new RangeError(`Cannot build a mutant as its id must be one of ${known}: current value is "${id}"`)
    }
    return mutant
  })
}
