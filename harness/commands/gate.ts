import type { Command } from 'commander'
import { renderGate } from '../../reports/gate-text.ts'
import { compareRuns } from '../gate/compare-runs.ts'
import { exitCodeOf } from '../model/verdict.ts'
import { loadRecords } from './load-record.ts'

interface GateOptions {
  readonly baseline: string
  readonly candidate: string
  readonly json?: boolean
  readonly quiet?: boolean
}

const EXAMPLE = `
Example:
  $ callstorm gate --baseline reports/kept/main --candidate reports/out/latest

A stored baseline is for trends: on noisy machines it raises 7 to 24 % false alarms however long it ran. To decide
whether a change is slower, let both bridges run side by side: callstorm ab.

Exit codes: 0 pass, 1 objectives missed or worse, 2 not comparable or unknown, 64 usage`

/** `callstorm gate`: a run against its objectives and against stored runs. */
export function registerGate(program: Command): void {
  program
    .command('gate')
    .description('hold a run against its objectives and against a stored baseline')
    .requiredOption('--baseline <run>', 'run.json, or a folder with one or several runs')
    .requiredOption('--candidate <run>', 'run.json, or a folder with one or several runs')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', EXAMPLE)
    .action(({ baseline, candidate, json, quiet }: GateOptions) => {
      const runs = { baseline: loadRecords(baseline), candidate: loadRecords(candidate) }
      const result = compareRuns(runs.baseline, runs.candidate)
      const { stdout } = process
      const color = stdout.isTTY && process.env['NO_COLOR'] === undefined
      const width = Math.min(stdout.columns ?? 100, 140)
      if (json) stdout.write(`${JSON.stringify(result)}\n`)
      else stdout.write(quiet ? `${result.verdict.status}\n` : renderGate(result, runs, { color, width }))
      process.exitCode = exitCodeOf(result.verdict.status)
    })
}
