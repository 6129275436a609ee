import { abandon, cleanLeftovers, type CleanOptions, describeLeftovers } from './leftovers.ts'
import { openRunNotes, type RunNotes } from './run-notes.ts'
import { trapSignals } from './signals.ts'

/** What a command that starts things runs in. */
export interface Session extends Disposable {
  readonly notes: RunNotes
  /** Aborts at the first Ctrl-C, SIGTERM or hang-up; at a second one everything noted is killed and the process ends. */
  readonly signal: AbortSignal
}

export interface SessionOptions extends CleanOptions {
  /** Told what was cleaned up after earlier runs, one sentence each. */
  readonly report: (sentence: string) => void
}

/** Cleans up after runs that did not end properly, then opens notes for this one and listens for signals. */
export async function openSession({ report, ...options }: SessionOptions): Promise<Session> {
  for (const sentence of describeLeftovers(await cleanLeftovers(options))) report(sentence)
  const notes = openRunNotes(options.folder)
  const trap = trapSignals({ onForce: () => abandon(notes.remaining()) })
  return {
    notes,
    signal: trap.signal,
    [Symbol.dispose]() {
      trap[Symbol.dispose]()
      notes[Symbol.dispose]()
    },
  }
}
