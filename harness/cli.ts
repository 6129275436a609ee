/** The command line: every failure ends in one line and one exit code. */
import { CommanderError } from 'commander'
import { createProgram } from './commands/create-program.ts'
import { UsageError } from './commands/usage-error.ts'
import { EXIT } from './model/verdict.ts'

function exitCodeOfError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.pass : EXIT.usage
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  process.stderr.write(`callstorm: ${error instanceof Error ? error.message : String(error)}\n`)
  if (process.env['CALLSTORM_TRACE'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  return error instanceof UsageError || code === 'USAGE' ? EXIT.usage : EXIT.broken
}

try {
  await createProgram().parseAsync()
} catch (error) {
  process.exitCode = exitCodeOfError(error)
}
