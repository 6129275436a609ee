import { lstatSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const process_ = z.object({ pid: z.int().positive(), startTime: z.string() })

/** One line of the notes of a run. `gone` takes back the note with the same id. */
const runNote = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('harness'), process: process_, at: z.string() }),
  z.object({ kind: z.literal('process'), id: z.int(), title: z.string(), process: process_ }),
  z.object({ kind: z.literal('containers'), id: z.int(), title: z.string(), label: z.string() }),
  z.object({ kind: z.literal('folder'), id: z.int(), title: z.string(), path: z.string() }),
  z.object({ kind: z.literal('gone'), id: z.int() }),
])
export type RunNote = z.infer<typeof runNote>

/** Something that a run started and that must not outlive it. */
export type Belonging = Extract<RunNote, { kind: 'process' | 'containers' | 'folder' }>

/** The note in a line, or undefined where the line is torn, as a crash leaves it. */
export function parseRunNote(line: string): RunNote | undefined {
  try {
    return runNote.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Folder of the notes of all runs: one per user, since only the same user can clean up. */
export function defaultNotesFolder(): string {
  return join(tmpdir(), `callstorm-runs-${currentUser()}`)
}

/**
 * Refuses a folder of notes that somebody else can write to: they could make us remove things.
 * @throws Error when it is not the user's own
 */
export function assertOwnFolder(folder: string): void {
  const stat = lstatSync(folder)
  if (stat.isDirectory() && stat.uid === currentUser() && (stat.mode & 0o022) === 0) return
  throw new Error(`Cannot keep notes of runs in "${folder}" as it must be a folder that only its owner can write to`)
}

function currentUser(): number {
  return process.getuid?.() ?? 0
}
