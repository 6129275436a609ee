import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidArgumentError } from 'commander'
import { createCommand, runProgram } from '../../harness/commands/run-program.ts'
import { trapSignals } from '../../harness/lifecycle/signals.ts'
import { EXIT } from '../../harness/model/verdict.ts'
import { describeEnvironment } from '../../harness/runner/environment.ts'
import type { EnvironmentRecord } from '../../harness/model/run-record.ts'
import { measureRow, type RowRecord } from './measure-row.ts'
import type { Row, Stage } from './row.ts'
import { ROWS } from './rows.ts'
import { renderRows } from './table.ts'

const EXAMPLE = `
Examples:
  $ npm run truth
  $ npm run truth -- freeze known-faults --prove

It takes about five minutes, or what the named rows take.

Exit codes: 0 all hold, 1 one does not, 2 one could not be told on this machine, 3 the harness broke, 64 usage,
130 stopped by Ctrl-C`

interface Options {
  readonly prove?: boolean
  readonly json?: string
  readonly list?: boolean
}

/** What `--json` writes. */
interface TruthRecord {
  readonly schema: 'callstorm.truth/1'
  readonly startedAt: string
  readonly endedAt: string
  readonly environment: EnvironmentRecord
  readonly rows: readonly RowRecord[]
}

/** Measures rows, prints what came of them and sets the exit code of the process. */
export async function runTruth(words: readonly string[]): Promise<void> {
  const program = createCommand('truth')
    .description('hold the harness against stubs whose truth is known')
    .argument('[rows...]', 'only these rows', parseRow)
    .option('--prove', 'show for each wrong formula which check refuses it')
    .option('--json <file>', 'write everything to a file as well')
    .option('--list', 'list the rows and do nothing else')
    .addHelpText('after', EXAMPLE)
    .action(async (names: readonly string[], options: Options) => {
      process.exitCode = await measureRows(names, options)
    })
  await runProgram(program, words)
}

/** Commander hands over what came before in place of a list of its own. */
function parseRow(name: string, before: readonly string[] | undefined): readonly string[] {
  if (ROWS.some((row) => row.name === name)) return [...(before ?? []), name]
  throw new InvalidArgumentError(`accepted are ${ROWS.map((row) => row.name).join(', ')}.`)
}

async function measureRows(names: readonly string[], { json, list, prove = false }: Options): Promise<number> {
  if (list) {
    process.stdout.write(ROWS.map(({ name, must }) => `${name}: ${must}\n`).join(''))
    return EXIT.pass
  }
  const startedAt = new Date().toISOString()
  using trap = trapSignals()
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-truth-'))
  const rows: RowRecord[] = []
  try {
    const chosen = names.length === 0 ? ROWS : ROWS.filter(({ name }) => names.includes(name))
    await measureAll(chosen, { signal: trap.signal, folder }, (row) => rows.push(row))
  } catch (error) {
    if (!trap.signal.aborted) throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.stdout.write(renderRows(rows, prove))
  const record: TruthRecord = { schema: 'callstorm.truth/1', startedAt, endedAt: new Date().toISOString(), environment: describeEnvironment(), rows }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(record, undefined, 1)}\n`)
  return trap.signal.aborted ? EXIT.interrupted : exitCodeOf(rows)
}

async function measureAll(rows: readonly Row[], stage: Stage, onRow: (row: RowRecord) => void): Promise<void> {
  for (const row of rows) {
    process.stderr.write(`${row.name}: measuring, about ${row.seconds} s ...\n`)
    const record = await measureRow(row, stage)
    process.stderr.write(`${row.name}: ${record.status}, ${record.seconds} s\n`)
    onRow(record)
  }
}

/** The worst row decides. */
function exitCodeOf(rows: readonly RowRecord[]): number {
  const has = (status: RowRecord['status']): boolean => rows.some((row) => row.status === status)
  if (has('broken')) return EXIT.broken
  if (has('fail')) return EXIT.fail
  return has('unknown') || rows.length === 0 ? EXIT.unverified : EXIT.pass
}
