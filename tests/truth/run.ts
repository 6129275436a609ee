import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { trapSignals } from '../../harness/lifecycle/signals.ts'
import { EXIT } from '../../harness/model/verdict.ts'
import { describeEnvironment } from '../../harness/runner/environment.ts'
import type { EnvironmentRecord } from '../../harness/model/run-record.ts'
import { measureRow, type RowRecord } from './measure-row.ts'
import type { Row, Stage } from './row.ts'
import { ROWS } from './rows.ts'
import { renderRows } from './table.ts'

const USAGE = `npm run truth [-- row ... --prove --json file]

Holds the harness against stubs whose truth is known. Takes about five minutes, or what the named rows take.

  --prove        show for each wrong formula which check refuses it
  --json <file>  write everything to a file as well
  --list         the rows and nothing else

Exit codes: 0 all hold, 1 one does not, 2 one could not be told on this machine, 3 the harness broke, 64 usage,
130 stopped by Ctrl-C
`

interface Options {
  readonly rows: readonly Row[]
  readonly prove: boolean
  readonly json: string | undefined
}

/** What `--json` writes. */
interface TruthRecord {
  readonly schema: 'callstorm.truth/1'
  readonly startedAt: string
  readonly endedAt: string
  readonly environment: EnvironmentRecord
  readonly rows: readonly RowRecord[]
}

/** Measures rows and prints what came of them. @returns the exit code */
export async function runTruth(words: readonly string[]): Promise<number> {
  const options = readOptions(words)
  if (typeof options === 'number') return options
  const startedAt = new Date().toISOString()
  using trap = trapSignals()
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-truth-'))
  const rows: RowRecord[] = []
  try {
    await measureAll(options.rows, { signal: trap.signal, folder }, (row) => rows.push(row))
  } catch (error) {
    if (!trap.signal.aborted) throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.stdout.write(renderRows(rows, options.prove))
  const record: TruthRecord = { schema: 'callstorm.truth/1', startedAt, endedAt: new Date().toISOString(), environment: describeEnvironment(), rows }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(record, undefined, 1)}\n`)
  return trap.signal.aborted ? EXIT.interrupted : exitCodeOf(rows)
}

/** The options, or an exit code where there is nothing to measure. */
function readOptions(words: readonly string[]): Options | number {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { prove: { type: 'boolean' }, json: { type: 'string' }, list: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    const unknown = positionals.find((name) => ROWS.every((row) => row.name !== name))
    if (unknown !== undefined) {
      throw new RangeError(`Cannot measure a row as it must be one of ${ROWS.map(({ name }) => name).join(', ')}: current value is "${unknown}"`)
    }
    if (values.help === true || values.list === true) {
      process.stdout.write(values.help === true ? USAGE : ROWS.map(({ name, must }) => `${name}: ${must}\n`).join(''))
      return EXIT.pass
    }
    const rows = positionals.length === 0 ? ROWS : ROWS.filter(({ name }) => positionals.includes(name))
    return { rows, prove: values.prove ?? false, json: values.json }
  } catch (error) {
    process.stderr.write(`truth: ${error instanceof Error ? error.message : String(error)}\n`)
    return EXIT.usage
  }
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
