import type { Command } from 'commander'
import { renderSummary } from '../../reports/summary.ts'
import { writeReport } from '../../reports/write-report.ts'
import { mergeRecords } from '../merge/merge-records.ts'
import { EXIT, exitCodeOf } from '../model/verdict.ts'
import { invocation } from './invocation.ts'
import { loadRecords } from './load-record.ts'
import { type AnswerOptions, printAnswer } from './print-answer.ts'
import { quoteArgument } from './quote-argument.ts'
import { makeReportFolder } from './report-folder.ts'
import { wholeOrNothing } from './whole-or-nothing.ts'

interface MergeOptions extends AnswerOptions {
  readonly out: string
}

const EXAMPLE = `
Examples, three segments of one run that were started together, and all runs in a folder that repeat one scenario:
  $ callstorm merge one/run.json two/run.json three/run.json
  $ callstorm merge reports/kept/main

Histograms are added sample by sample, percentiles never averaged. The report says which runs it was merged from.

Exit codes: those of the merged run; 2 when the records may not be added, with the reasons, 64 usage,
130 stopped by Ctrl-C`

/** `callstorm merge <run.json…>`: one record of all segments of a run, or of repeated runs. */
export function registerMerge(program: Command): void {
  program
    .command('merge')
    .description('make one record of all segments of a run, or of repeated runs of one scenario')
    .argument('<records...>', 'run.json of each, or folders with one or several in them')
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--json', 'print the merged record as JSON instead of the summary')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', EXAMPLE)
    .action(async (paths: readonly string[], options: MergeOptions) => {
      process.exitCode = await wholeOrNothing((mayStop) => executeMerge(paths, options, mayStop))
    })
}

async function executeMerge(paths: readonly string[], { out, ...wanted }: MergeOptions, mayStop: () => Promise<void>): Promise<number> {
  const command = [`${invocation()} merge`, ...paths.map(quoteArgument)].join(' ')
  const merge = mergeRecords(paths.flatMap(loadRecords), command)
  if (merge.kind === 'invalid') {
    const why = merge.because.map((sentence) => `  - ${sentence}\n`).join('')
    process.stderr.write(`Cannot merge the records as they must be all segments of one run, or repeated runs of one scenario:\n${why}`)
    if (wanted.quiet) process.stdout.write('invalid\n')
    return EXIT.unverified
  }
  makeReportFolder(out)
  await mayStop()
  const { record } = merge
  const { html } = await writeReport(record, { root: out })
  printAnswer(record, wanted, (screen) => renderSummary(record, { ...screen, report: html }))
  return exitCodeOf(record.verdict.status)
}
