import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import { clockFile, NO_OFFSET } from './bridge-clock.ts'
import type { Profile } from './profile-schema.ts'
import { renderTemplate } from './template.ts'
import { type TemplateView, tlsPaths, type Wiring } from './wiring.ts'

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

/** A file that a bridge is given, with its path as the bridge sees it. */
export interface BridgeFile {
  readonly path: string
  readonly content: string
}

/** A profile's files filled in, and what the bridge needs for TLS and its clock, all below the folder `view.files`. */
export function renderFiles(files: Profile['files'], view: TemplateView, { tls, clock }: Pick<Wiring, 'tls' | 'clock'>): BridgeFile[] {
  const paths = tlsPaths(view.files)
  const pem = tls ? (['certificate', 'key', 'authority'] as const).map((name) => ({ path: paths[name], content: tls[name] })) : []
  const offset = clock ? [{ path: clockFile(view.files), content: NO_OFFSET }] : []
  return [...files.map(({ path, content }) => ({ path: posix.join(view.files, path), content: renderTemplate(content, view) })), ...pem, ...offset]
}

/** Writes files on this machine: only their owner may read them, since they may hold keys. */
export function writeFiles(files: readonly BridgeFile[]): void {
  for (const { path, content } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, { mode: 0o600 })
  }
}
