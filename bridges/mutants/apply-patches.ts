import type { Mutant } from './mutant.ts'

/**
 * Applies a mutant's patches to one file of the reference bridge.
 *
 * @param file path relative to `bridges/reference`
 * @throws RangeError when what a patch looks for does not occur exactly once, as the reference has changed
 */
export const applyPatches = ({ id, name, patches }: Mutant, file: string, source: string): string => {
  let patched = source
  for (const { find, replace } of patches.filter((patch) => patch.file === file)) {
    const pieces = patched.split(find)
    if (pieces.length !== 2) {
      throw new RangeError(
        `Cannot make mutant ${id} ${name} as ${JSON.stringify(find)} must occur once in "${file}": ` +
          `current value is ${pieces.length - 1} times`,
      )
    }
    patched = pieces.join(replace)
  }
  return patched
}
