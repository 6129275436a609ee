#!/usr/bin/env node
// The command line in this very process: so Ctrl-C arrives once, and the exit code is its own.
import { checkNode } from './setup.mjs'

checkNode()
// Node's own exit code for an error that nobody caught is 1, which means "an objective was missed" here.
process.on('uncaughtException', (error) => {
  process.stderr.write(`callstorm broke: ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(3)
})
const { register } = await import('tsx/esm/api')
register()
await import('../harness/cli.ts')
// Taking itself down by itself, Node 20 can spin for ever over handles of children that have ended (Environment::CleanupHandles).
process.once('beforeExit', () => process.exit())
