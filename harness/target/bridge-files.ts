import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { Profile } from './profile-schema.ts'
import { renderTemplate } from './template.ts'
import type { TemplateView } from './wiring.ts'

/** A temp folder for the files of one start; disposing it removes it. */
export interface FilesFolder extends Disposable {
  readonly path: string
}

export function createFilesFolder(notes: RunNotes, name: string): FilesFolder {
  const path = mkdtempSync(join(tmpdir(), 'callstorm-files-'))
  const note = notes.folder(path, `files of bridge "${name}"`)
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true })
      note[Symbol.dispose]()
    },
  }
}

/** Writes a profile's files: only their owner may read them, since they may hold keys. */
export function writeFiles(files: Profile['files'], view: TemplateView, folder: string): void {
  for (const { path, content } of files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, renderTemplate(content, view), { mode: 0o600 })
  }
}
