import type { Verdict } from '../model/verdict.ts'

/** How much of an answer is wanted. */
export interface AnswerOptions {
  readonly json?: boolean
  readonly quiet?: boolean
}

const WIDEST = 140

/** Prints a record as JSON, its verdict alone, or the whole answer as fits the terminal; NO_COLOR is honoured. */
export function printAnswer(
  record: { readonly verdict: Verdict },
  { json, quiet }: AnswerOptions,
  render: (screen: { readonly color: boolean; readonly width: number }) => string,
): void {
  const { stdout, env } = process
  const color = stdout.isTTY && env['NO_COLOR'] === undefined
  if (json) stdout.write(`${JSON.stringify(record)}\n`)
  else if (quiet) stdout.write(`${record.verdict.status}\n`)
  else stdout.write(render({ color, width: Math.min(stdout.columns ?? 100, WIDEST) }))
}
