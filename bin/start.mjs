#!/usr/bin/env node
// `npm start [-- command options]`: sets itself up, then runs the command line; without arguments, the first scenario.
import { checkNode, installWhenStale } from './setup.mjs'

checkNode()
installWhenStale()
if (process.argv.length === 2) process.argv.push('run', 'busy-hour')
await import('./callstorm.mjs')
