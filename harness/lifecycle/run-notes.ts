import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { identifyProcess, type ProcessIdentity } from './process-identity.ts'
import { assertOwnFolder, type Belonging, defaultNotesFolder, type RunNote } from './run-note.ts'

/**
 * Notes of this run: what it started, on disk, so that a later start can clean up after a crash. Disposing a note says
 * that its thing is gone; disposing the notes deletes them unless something remains.
 */
export interface RunNotes extends Disposable {
  /** Unique among all runs of this machine. */
  readonly id: string
  /** Notes a process that leads its own process group. */
  process(pid: number, title: string): Disposable
  /** Notes containers by a label, `key=value`: before they are created. */
  containers(label: string, title: string): Disposable
  /** Notes a folder right below the temp folder, whose name starts with `callstorm-`. */
  folder(path: string, title: string): Disposable
  /** Everything that is not gone yet. */
  remaining(): readonly Belonging[]
}

/** Opens the notes of a new run. */
export function openRunNotes(folder = defaultNotesFolder()): RunNotes {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  assertOwnFolder(folder)
  const id = randomBytes(8).toString('hex')
  const file = join(folder, `${id}.jsonl`)
  const remaining = new Map<number, Belonging>()
  const write = (line: RunNote): void => appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  let count = 0

  const add = (belonging: Belonging): Disposable => {
    remaining.set(belonging.id, belonging)
    write(belonging)
    return {
      [Symbol.dispose]() {
        if (remaining.delete(belonging.id)) write({ kind: 'gone', id: belonging.id })
      },
    }
  }
  write({ kind: 'harness', process: identifySelf(), at: new Date().toISOString() })
  return {
    id,
    process(pid, title) {
      const identity = identifyProcess(pid)
      // Over before it could be noted: nothing to remember.
      return identity ? add({ kind: 'process', id: count++, title, process: identity }) : { [Symbol.dispose]() {} }
    },
    containers: (label, title) => add({ kind: 'containers', id: count++, title, label }),
    folder: (path, title) => add({ kind: 'folder', id: count++, title, path }),
    remaining: () => [...remaining.values()],
    [Symbol.dispose]() {
      if (remaining.size === 0) rmSync(file, { force: true })
    },
  }
}

function identifySelf(): ProcessIdentity {
  const identity = identifyProcess(process.pid)
  if (!identity) throw new Error(`Cannot keep notes of the run as the start time of process ${process.pid} must be readable`)
  return identity
}
