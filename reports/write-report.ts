import { join } from 'node:path'
import type { RunRecord, SeriesRecord } from '../harness/model/run-record.ts'
import { renderHgrm } from './hgrm.ts'
import { renderHlog } from './hlog.ts'
import { renderHtml } from './html.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { renderOpenMetrics } from './openmetrics.ts'
import { renderSummary } from './summary.ts'
import { pointLatest, writeFolder } from './write-folder.ts'
import type { FileSource } from './write-folder.ts'

export interface WriteReportOptions {
  /** Folder of all reports, made when missing. */
  readonly root: string
  /** Files to stand beside the report, for example the log of the bridge: name to path. @default none */
  readonly attachments?: ReadonlyMap<string, string>
}

/** Paths of a written report, under the root as it was given. */
export interface WrittenReport {
  readonly folder: string
  readonly html: string
  readonly json: string
  readonly summary: string
  /** Symbolic link to the newest report, or a text file with its name. */
  readonly latest: string
}

/** A name that every file system takes, and that is never hidden or a path. */
const toFileName = (name: string): string => name.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')

/** `busy-hour-2026-11-22T03-04-05Z`: sorts by time, has no colon. */
const folderName = ({ scenario, startedAt }: RunRecord): string =>
  toFileName(`${scenario.id}-${startedAt.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}`)

const seriesFiles = (record: RunRecord, series: SeriesRecord): readonly (readonly [string, string])[] => [
  [`${toFileName(series.name)}.hgrm`, renderHgrm(series)],
  [`${toFileName(series.name)}.hlog`, renderHlog(record, series)],
]

/**
 * Writes everything about a run into a folder of its own: `report.html`, `summary.txt`, `summary.md`, `run.json`,
 * `junit.xml`, `openmetrics.txt`, and one `.hgrm` and `.hlog` for each series. The folder appears whole or not at all,
 * then `latest` points to it.
 * @throws RangeError when the record holds a number that is not finite; the file system's error when it cannot write
 */
export async function writeReport(
  record: RunRecord,
  { root, attachments }: WriteReportOptions,
): Promise<WrittenReport> {
  const copies = [...(attachments ?? [])].map(([name, path]) => [toFileName(name), { copyOf: path }] as const)
  const data = new Map<string, FileSource>([
    ['run.json', renderJson(record)],
    ['summary.txt', renderSummary(record, { width: 120 })],
    ['summary.md', renderMarkdown(record)],
    ['junit.xml', renderJunit(record)],
    ['openmetrics.txt', renderOpenMetrics(record)],
    ...record.series.flatMap((series) => seriesFiles(record, series)),
    ...copies,
  ])
  const files = new Map([['report.html', renderHtml(record, { files: [...data.keys()] })] as const, ...data])
  const folder = await writeFolder(root, folderName(record), files)
  const latest = await pointLatest(root, folder)
  return {
    folder,
    html: join(folder, 'report.html'),
    json: join(folder, 'run.json'),
    summary: join(folder, 'summary.txt'),
    latest,
  }
}
