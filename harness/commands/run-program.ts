import { Command, CommanderError } from 'commander'
import { Interruption } from '../lifecycle/signals.ts'
import { EXIT } from '../model/verdict.ts'
import { UsageError } from './usage-error.ts'

const HINT = '(add --help for the accepted options and an example)'

/** A command whose errors are thrown: it never ends the process by itself. */
export const createCommand = (name: string): Command => throwing(new Command(name))

/** The same for a command that is there. Subcommands do not take these settings over from their parent by themselves. */
export function throwing(command: Command): Command {
  for (const child of command.commands) throwing(child)
  return command.exitOverride().showHelpAfterError(HINT)
}

/**
 * Runs a command line: every failure ends in one line and one exit code, which becomes that of the process.
 * @param words what the user typed behind the name of the program
 */
export async function runProgram(program: Command, words: readonly string[] = process.argv.slice(2)): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(forgiveClosedPipe)) stream.on('error', forgiveClosedPipe)
  }
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = exitCodeOfError(error, program.name())
  }
}

/** Whoever read the output has gone (`callstorm list | head`): there is nobody left to tell, and a run keeps its exit code. */
function forgiveClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function exitCodeOfError(error: unknown, name: string): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.pass : EXIT.usage
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
  if (process.env['CALLSTORM_TRACE'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  if (error instanceof Interruption) return EXIT.interrupted
  return error instanceof UsageError || code === 'USAGE' ? EXIT.usage : EXIT.broken
}
