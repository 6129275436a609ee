import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { LogCapture } from './log-capture.ts'
import { startProgram } from './program.ts'
import { describeExit } from './started-target.ts'
import { basicEnvironment } from './surroundings.ts'
import { TargetError } from './target-error.ts'

export interface PrepareOptions {
  readonly name: string
  readonly folder: string
  readonly log: LogCapture
  readonly notes: RunNotes
  readonly signal: AbortSignal | undefined
}

const LIMIT_MS = 10 * 60_000

/**
 * Runs what a profile wants to be run before the start, to its end.
 * @throws TargetError `prepare-failed` with the last lines that it printed
 */
export async function prepare(command: readonly string[], options: PrepareOptions): Promise<void> {
  const { name, folder, log, notes, signal } = options
  signal?.throwIfAborted()
  const title = `preparation of bridge "${name}"`
  const program = await startProgram(command, { title, folder, environment: basicEnvironment(), log, notes })
  const limit = AbortSignal.timeout(LIMIT_MS)
  const ends = signal ? AbortSignal.any([signal, limit]) : limit
  const stop = (): void => program.kill('SIGKILL')
  ends.addEventListener('abort', stop)
  const exit = await program.ended
  ends.removeEventListener('abort', stop)
  signal?.throwIfAborted()
  if (exit.code === 0) return
  const tail = log.tail().map((line) => `\n  | ${line}`).join('')
  throw new TargetError('prepare-failed', `Cannot start bridge "${name}" as "${command.join(' ')}" must succeed: it ended ${describeExit(exit)}${tail}`)
}
