import type { CapacityRecord } from '../../harness/model/capacity.ts'
import { renderJson } from '../json.ts'
import type { FileSource } from '../write-folder.ts'
import { writeRecord } from '../write-record.ts'
import type { WrittenRecord } from '../write-record.ts'
import { renderCapacityHtml } from './capacity-html.ts'
import { renderCapacityMarkdown } from './capacity-markdown.ts'
import { renderCapacity } from './capacity-text.ts'

/**
 * Writes `report.html`, `capacity.json`, `summary.md` and `summary.txt` into a folder of its own.
 * @param attachments further files, by name to path
 */
export function writeCapacityReport(record: CapacityRecord, root: string, attachments: ReadonlyMap<string, string>): Promise<WrittenRecord> {
  const copies = [...attachments].map(([name, path]): [string, FileSource] => [name, { copyOf: path }])
  return writeRecord(root, {
    name: `capacity-${record.scenario.id}`,
    startedAt: record.startedAt,
    files: new Map<string, FileSource>([
      ['capacity.json', renderJson(record)],
      ['summary.md', renderCapacityMarkdown(record)],
      ['summary.txt', renderCapacity(record, { width: 120 })],
      ...copies,
    ]),
    html: (files) => renderCapacityHtml(record, files),
  })
}
