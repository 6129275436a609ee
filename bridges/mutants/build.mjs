// Bundles mutants into dist/<id>.mjs: node bridges/mutants/build.mjs M01 X03, or --all
import { register } from 'tsx/esm/api'

register()
const { bundleMutants } = await import('./bundle-mutants.ts')

try {
  await bundleMutants(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 64
}
