import { setImmediate as turn } from 'node:timers/promises'
import { type SignalTrapOptions, trapSignals } from '../lifecycle/signals.ts'
import { EXIT } from '../model/verdict.ts'

/**
 * Runs a command that only reads and writes files and is over in a moment. A signal does not end it in the middle of
 * a file: it ends where `mayStop` is awaited, and behind the last of these it has done everything.
 * @returns the exit code, that of a stop when there was one
 * @throws the reason of a signal that stopped it
 */
export async function wholeOrNothing(
  work: (mayStop: () => Promise<void>) => Promise<number>,
  options: SignalTrapOptions = {},
): Promise<number> {
  using trap = trapSignals(options)
  const code = await work(async () => {
    // What reads and calculates without a pause lets no signal through.
    await turn()
    trap.signal.throwIfAborted()
  })
  return trap.signal.aborted ? EXIT.interrupted : code
}
