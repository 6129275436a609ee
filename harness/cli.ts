/** Composition root of the command line: every command registers itself, every failure ends in one exit code. */
import { Command, CommanderError } from 'commander'
import { readFileSync } from 'node:fs'
import { registerAb } from './commands/ab.ts'
import { registerCapacity } from './commands/capacity.ts'
import { registerConformance } from './commands/conformance.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerGate } from './commands/gate.ts'
import { registerList } from './commands/list.ts'
import { registerMerge } from './commands/merge.ts'
import { registerRun } from './commands/run.ts'
import { registerSaturate } from './commands/saturate.ts'
import { registerSimulate } from './commands/simulate.ts'
import { UsageError } from './commands/usage-error.ts'
import { EXIT } from './model/verdict.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

function createProgram(): Command {
  const program = new Command('callstorm')
    .description('Load and conformance test harness for telephony event bridges')
    .version(version)
    .showHelpAfterError('(add --help for the accepted options and an example)')
    .exitOverride()
  registerRun(program)
  registerConformance(program)
  registerCapacity(program)
  registerGate(program)
  registerAb(program)
  registerMerge(program)
  registerSaturate(program)
  registerList(program)
  registerSimulate(program)
  registerDoctor(program)
  for (const command of program.commands) inherit(command)
  return program
}

/** Subcommands do not take these settings over from their parent by themselves. */
function inherit(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help for the accepted options and an example)')
  for (const child of command.commands) inherit(child)
}

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
