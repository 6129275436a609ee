#!/usr/bin/env node
// `npm run bench [-- name options]`: runs one measurement of tests/bench, or all of them one after the other.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { checkNode, installWhenStale, root } from './setup.mjs'

checkNode()
installWhenStale()
const suffix = '.bench.ts'
const names = readdirSync(`${root}tests/bench`)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length))
const [chosen, ...options] = process.argv.slice(2)
const isAll = chosen === undefined || chosen.startsWith('--')
if (!isAll && !names.includes(chosen)) {
  process.stderr.write(`Cannot measure "${chosen}" as it must be one of ${names.join(', ')}\n`)
  process.exit(64)
}
const program = isAll ? ['tests/bench/run.ts', ...process.argv.slice(2)] : [`tests/bench/${chosen}${suffix}`, ...options]
const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...program], { cwd: root, stdio: 'inherit' })
process.exitCode = status ?? 3
