import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessIdentity } from './process-identity.ts'
import { assertOwnFolder, type Belonging, defaultNotesFolder, parseRunNote, type RunNote } from './run-note.ts'

/** A run as its notes tell it. */
export interface NotedRun {
  readonly file: string
  readonly harness: ProcessIdentity
  /** ISO 8601. */
  readonly startedAt: string
  readonly remaining: readonly Belonging[]
}

/** Every run that has notes in the folder, running ones included. */
export function readNotedRuns(folder = defaultNotesFolder()): NotedRun[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  assertOwnFolder(folder)
  return names.filter((name) => name.endsWith('.jsonl')).flatMap((name) => readRun(join(folder, name)) ?? [])
}

function readRun(file: string): NotedRun | undefined {
  const remaining = new Map<number, Belonging>()
  let first: Extract<RunNote, { kind: 'harness' }> | undefined
  for (const line of readLines(file)) {
    const note = parseRunNote(line)
    switch (note?.kind) {
      case 'harness':
        first ??= note
        break
      case 'process':
      case 'containers':
      case 'folder':
        remaining.set(note.id, note)
        break
      case 'gone':
        remaining.delete(note.id)
        break
      case undefined:
    }
  }
  return first && { file, harness: first.process, startedAt: first.at, remaining: [...remaining.values()] }
}

/** Lines of a file that its run may delete at any moment. */
function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
