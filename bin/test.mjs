#!/usr/bin/env node
// `npm test [-- filter options]`: sets itself up, then runs the tests once.
import { checkNode, installWhenStale, root } from './setup.mjs'

checkNode()
installWhenStale()
process.chdir(root)
process.argv.splice(2, 0, 'run')
await import('../node_modules/vitest/vitest.mjs')
