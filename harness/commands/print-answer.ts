import type { Verdict } from '../model/verdict.ts'

/** How much of an answer is wanted. */
export interface AnswerOptions {
  readonly json?: boolean
  readonly quiet?: boolean
}

/** How an answer is laid out. */
export interface Screen {
  readonly color: boolean
  /** Columns. */
  readonly width: number
}

const NARROWEST = 40
const WIDEST = 140
const USUAL = 100

/**
 * The screen of standard output. NO_COLOR is honoured, and COLUMNS before the size of the terminal, also where there is
 * none, as git does.
 */
export function screenOf(stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>, env: NodeJS.ProcessEnv): Screen {
  const wanted = /^[1-9]\d{0,3}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : undefined
  const width = wanted ?? Math.min(stdout.columns ?? USUAL, WIDEST)
  return { color: stdout.isTTY && env['NO_COLOR'] === undefined, width: Math.max(width, NARROWEST) }
}

/** Prints a record as JSON, its verdict alone, or the whole answer as fits the screen. */
export function printAnswer(
  record: { readonly verdict: Verdict },
  { json, quiet }: AnswerOptions,
  render: (screen: Screen) => string,
): void {
  const { stdout, env } = process
  if (json) stdout.write(`${JSON.stringify(record)}\n`)
  else if (quiet) stdout.write(`${record.verdict.status}\n`)
  else stdout.write(render(screenOf(stdout, env)))
}
