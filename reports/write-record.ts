import { join } from 'node:path'
import type { FileSource } from './write-folder.ts'
import { writeFolder } from './write-folder.ts'

export interface RecordReport {
  /** Beginning of the folder's name. */
  readonly name: string
  /** ISO 8601: the rest of the name. */
  readonly startedAt: string
  /** Files but the HTML report, by name. */
  readonly files: ReadonlyMap<string, FileSource>
  /** The HTML report, with links to the files. */
  readonly html: (files: readonly string[]) => string
}

export interface WrittenRecord {
  readonly folder: string
  /** Path of the HTML report. */
  readonly html: string
}

/** Writes a record in all its formats into a folder of its own under the root, whole or not at all. */
export async function writeRecord(root: string, { name, startedAt, files, html }: RecordReport): Promise<WrittenRecord> {
  const time = startedAt.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')
  const all = new Map<string, FileSource>([['report.html', html([...files.keys()])], ...files])
  const folder = await writeFolder(root, `${name}-${time}`.replace(/[^\w.-]/g, '_'), all)
  return { folder, html: join(folder, 'report.html') }
}
