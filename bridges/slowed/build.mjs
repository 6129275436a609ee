// Bundles the slowed bridge into dist/slowed.mjs.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

register()
const { bundleMutant } = await import('../mutants/bundle-mutant.ts')
const { slowDown } = await import('./slow-down.ts')
await bundleMutant(slowDown, fileURLToPath(new URL('dist', import.meta.url)))
