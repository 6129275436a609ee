import { build, type Plugin } from 'esbuild'
import { readFile, rename } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { applyPatches } from './apply-patches.ts'
import type { Mutant } from './mutant.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * Bundles the reference bridge with a mutant's fault in it.
 *
 * @param folder where `<id>.mjs` is written
 * @returns the file
 * @throws Error naming the mutant when a patch no longer fits the reference bridge
 */
export const bundleMutant = async (mutant: Mutant, folder = here('dist')): Promise<string> => {
  const file = `${folder}/${mutant.id}.mjs`
  const fresh = `${folder}/.${mutant.id}.${process.pid}.mjs`
  await build({
    entryPoints: [here('../reference/main.ts')],
    outfile: fresh,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // ws is CommonJS and requires Node's modules at run time; an ES module has no require of its own.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
    plugins: [patching(mutant)],
  })
  // Whole at once: the same mutant may be started and made again at the same time.
  await rename(fresh, file)
  return file
}

const patching = (mutant: Mutant): Plugin => ({
  name: 'patch the reference bridge',
  setup: ({ onLoad, onEnd }) => {
    const unused = new Set(mutant.patches.map(({ file }) => file))
    const filter = /\/bridges\/reference\/.*\.ts$/
    onLoad({ filter }, async ({ path }) => {
      const file = relative(here('../reference'), path)
      unused.delete(file)
      return { contents: applyPatches(mutant, file, await readFile(path, 'utf8')), loader: 'ts' }
    })
    onEnd(({ errors }) => {
      if (errors.length > 0 || unused.size === 0) return
      const files = Array.from(unused, (file) => `"${file}"`).join(', ')
      throw new RangeError(
        `Cannot make mutant ${mutant.id} ${mutant.name} as each patched file must be part of the bridge: current value is ${files}`,
      )
    })
  },
})
