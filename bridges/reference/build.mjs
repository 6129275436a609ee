// Bundles the bridge into dist/bridge.mjs: one file that needs nothing but Node, for the container image.
import { build } from 'esbuild'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const { outputFiles } = await build({
  entryPoints: [here('main.ts')],
  write: false,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // ws is CommonJS and requires Node's modules at run time; an ES module has no require of its own.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
})
// Whole at once: two comparisons of bridges, or both sides of one, may make it at the same time.
const fresh = here(`dist/.bridge.${process.pid}.mjs`)
mkdirSync(here('dist'), { recursive: true })
writeFileSync(fresh, outputFiles[0].contents)
renameSync(fresh, here('dist/bridge.mjs'))
