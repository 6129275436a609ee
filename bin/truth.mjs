#!/usr/bin/env node
// `npm run truth [-- row ... options]`: holds the harness against stubs whose truth is known.
import { checkNode, installWhenStale } from './setup.mjs'

checkNode()
installWhenStale()
process.on('uncaughtException', (error) => {
  process.stderr.write(`truth broke: ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(3)
})
// In this very process: so Ctrl-C arrives once, and the exit code is its own.
const { register } = await import('tsx/esm/api')
register()
const { runTruth } = await import('../tests/truth/run.ts')
await runTruth(process.argv.slice(2))
// Taking itself down by itself, Node 20 can spin for ever over handles of children that have ended.
process.once('beforeExit', () => process.exit())
