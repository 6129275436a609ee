import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { renderComparisonHtml } from '../../reports/compare/html.ts'
import { renderComparisonMarkdown } from '../../reports/compare/markdown.ts'
import { renderComparison } from '../../reports/compare/text.ts'
import { writeFolder } from '../../reports/write-folder.ts'
import { compareSides } from '../compare/compare-sides.ts'
import { MOST_SIDES, nameSides } from '../compare/side.ts'
import type { ComparisonRecord, Conclusion } from '../model/comparison.ts'
import { EXIT } from '../model/verdict.ts'
import { invocation } from './invocation.ts'
import { loadRecords } from './load-record.ts'
import { screenOf } from './print-answer.ts'
import { quoteArgument } from './quote-argument.ts'
import { makeReportFolder } from './report-folder.ts'
import { UsageError } from './usage-error.ts'
import { wholeOrNothing } from './whole-or-nothing.ts'

interface CompareOptions {
  readonly out: string
  readonly json?: boolean
  readonly quiet?: boolean
}

const EXAMPLE = `
Examples:
  $ callstorm compare reports/out/busy-hour-2026-11-22T04-09-49Z reports/out/busy-hour-2026-11-22T05-17-27Z
  $ callstorm compare runs/main runs/change        several runs of each side, in a folder each

The first is the base that all others are held against. Two stored runs can show that something changed, but not that
a bridge became slower: for that, let both run side by side with callstorm ab. With 6 runs or more of each side,
changes are tested by ranks.

Exit codes: 0 nothing shown to be worse, 1 worse, 2 not comparable, 64 usage, 130 stopped by Ctrl-C`

/** `callstorm compare <runs…>`: runs put over each other. */
export function registerCompare(program: Command): void {
  program
    .command('compare')
    .description('put runs over each other: curves, changes, deliveries, conditions')
    .argument('<runs...>', 'run.json, or a folder with one or several runs, for each side; the first is the base')
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--json', 'print the comparison as JSON instead of the summary')
    .option('--quiet', 'print the conclusion only')
    .addHelpText('after', EXAMPLE)
    .action(async (paths: readonly string[], options: CompareOptions) => {
      process.exitCode = await wholeOrNothing((mayStop) => executeCompare(paths, options, mayStop))
    })
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

async function executeCompare(paths: readonly string[], options: CompareOptions, mayStop: () => Promise<void>): Promise<number> {
  if (paths.length < 2 || paths.length > MOST_SIDES) {
    throw new UsageError(`Cannot compare as there must be 2 to ${MOST_SIDES} runs: current count is ${paths.length}`)
  }
  const sides = nameSides(paths.map((path) => ({ path, runs: loadRecords(path) })))
  makeReportFolder(options.out)
  const record = compareSides(sides, {
    version,
    madeAt: new Date().toISOString(),
    command: [`${invocation()} compare`, ...paths.map(quoteArgument)].join(' '),
  })
  await mayStop()
  await report(record, options)
  return exitCodeOfConclusion(record.conclusion)
}

async function report(record: ComparisonRecord, { out, json, quiet }: CompareOptions): Promise<void> {
  const name = `compare-${record.madeAt.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}`
  // `latest` stays with the newest run: a comparison is none.
  const folder = await writeFolder(
    out,
    name,
    new Map([
      ['comparison.html', renderComparisonHtml(record)],
      ['comparison.md', renderComparisonMarkdown(record)],
      ['comparison.json', `${JSON.stringify(record, undefined, 1)}\n`],
      ['summary.txt', renderComparison(record, { width: 120 })],
    ]),
  )
  const { stdout } = process
  if (json) return void stdout.write(`${JSON.stringify(record)}\n`)
  if (quiet) return void stdout.write(`${record.conclusion.kind}\n`)
  stdout.write(renderComparison(record, { ...screenOf(stdout, process.env), report: join(folder, 'comparison.html') }))
}

function exitCodeOfConclusion({ kind }: Conclusion): number {
  switch (kind) {
    case 'compared':
      return EXIT.pass
    case 'worse':
      return EXIT.fail
    case 'incomparable':
      return EXIT.unverified
  }
}
