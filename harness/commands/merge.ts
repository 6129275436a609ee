import type { Command } from 'commander'
import { renderSummary } from '../../reports/summary.ts'
import { writeReport } from '../../reports/write-report.ts'
import { mergeRecords } from '../merge/merge-records.ts'
import { EXIT, exitCodeOf } from '../model/verdict.ts'
import { invocation } from './invocation.ts'
import { loadRecords } from './load-record.ts'
import { quoteArgument } from './quote-argument.ts'

interface MergeOptions {
  readonly out: string
  readonly json?: boolean
  readonly quiet?: boolean
}

const EXAMPLE = `
Example, three segments of one run that were started together:
  $ callstorm merge one/run.json two/run.json three/run.json

Exit codes: those of the merged run; 2 when the records are not all the segments of one run, 64 usage`

/** `callstorm merge <run.json…>`: one record of all segments of a run. */
export function registerMerge(program: Command): void {
  program
    .command('merge')
    .description('make one record of the records of all segments of a run')
    .argument('<records...>', 'run.json of each segment, or folders with one in them')
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--json', 'print the merged record as JSON instead of the summary')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', EXAMPLE)
    .action(async (paths: readonly string[], options: MergeOptions) => {
      process.exitCode = await executeMerge(paths, options)
    })
}

async function executeMerge(paths: readonly string[], { out, json, quiet }: MergeOptions): Promise<number> {
  const { stdout, stderr } = process
  const command = [`${invocation()} merge`, ...paths.map(quoteArgument)].join(' ')
  const merge = mergeRecords(paths.flatMap(loadRecords), command)
  if (merge.kind === 'invalid') {
    stderr.write(
      `Cannot merge the records as they must be all segments of one run:\n${merge.because.map((why) => `  - ${why}\n`).join('')}`,
    )
    if (quiet) stdout.write('invalid\n')
    return EXIT.unverified
  }
  const { record } = merge
  const { html } = await writeReport(record, { root: out })
  const color = stdout.isTTY && process.env['NO_COLOR'] === undefined
  const width = Math.min(stdout.columns ?? 100, 140)
  if (json) stdout.write(`${JSON.stringify(record)}\n`)
  else stdout.write(quiet ? `${record.verdict.status}\n` : renderSummary(record, { color, width, report: html }))
  return exitCodeOf(record.verdict.status)
}
