import type { Command } from 'commander'
import { renderGate } from '../../reports/gate/gate-text.ts'
import { writeGateReport } from '../../reports/gate/write-gate-report.ts'
import { recordGate } from '../gate/record-gate.ts'
import { exitCodeOf } from '../model/verdict.ts'
import { invocation } from './invocation.ts'
import { loadRecords } from './load-record.ts'
import { type AnswerOptions, printAnswer } from './print-answer.ts'
import { quoteArgument } from './quote-argument.ts'
import { makeReportFolder } from './report-folder.ts'
import { wholeOrNothing } from './whole-or-nothing.ts'

interface GateOptions extends AnswerOptions {
  readonly baseline: string
  readonly candidate: string
  readonly out: string
}

const EXAMPLE = `
Example:
  $ callstorm gate --baseline reports/kept/main --candidate reports/out/latest

A stored baseline is for trends: on noisy machines it raises 7 to 24 % false alarms however long it ran. To decide
whether a change is slower, let both bridges run side by side: callstorm ab.

Exit codes: 0 pass, 1 objectives missed or worse, 2 not comparable or unknown, 64 usage, 130 stopped by Ctrl-C`

/** `callstorm gate`: a run against its objectives and against stored runs. */
export function registerGate(program: Command): void {
  program
    .command('gate')
    .description('hold a run against its objectives and against a stored baseline')
    .requiredOption('--baseline <run>', 'run.json, or a folder with one or several runs')
    .requiredOption('--candidate <run>', 'run.json, or a folder with one or several runs')
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--json', 'print the record as JSON instead of the summary')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', EXAMPLE)
    .action(async (options: GateOptions) => {
      process.exitCode = await wholeOrNothing((mayStop) => executeGate(options, mayStop))
    })
}

async function executeGate({ baseline, candidate, out, ...wanted }: GateOptions, mayStop: () => Promise<void>): Promise<number> {
  const command = `${invocation()} gate --baseline ${quoteArgument(baseline)} --candidate ${quoteArgument(candidate)}`
  const [stored, judged] = [loadRecords(baseline), loadRecords(candidate)]
  makeReportFolder(out)
  const record = recordGate(stored, judged, command)
  await mayStop()
  const { html } = await writeGateReport(record, out)
  printAnswer(record, wanted, (screen) => renderGate(record, { ...screen, report: html }))
  return exitCodeOf(record.verdict.status)
}
