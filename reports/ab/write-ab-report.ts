import type { AbRecord } from '../../harness/model/gate.ts'
import { renderJson } from '../json.ts'
import { writeRecord } from '../write-record.ts'
import type { WrittenRecord } from '../write-record.ts'
import { renderAbHtml } from './ab-html.ts'
import { renderAbJunit } from './ab-junit.ts'
import { renderAbMarkdown } from './ab-markdown.ts'
import { renderAb } from './ab-text.ts'

/** Writes `report.html`, `ab.json`, `junit.xml`, `summary.md` and `summary.txt` into a folder of its own. */
export const writeAbReport = (record: AbRecord, root: string): Promise<WrittenRecord> =>
  writeRecord(root, {
    name: `ab-${record.scenario.id}`,
    startedAt: record.startedAt,
    files: new Map([
      ['ab.json', renderJson(record)],
      ['junit.xml', renderAbJunit(record)],
      ['summary.md', renderAbMarkdown(record)],
      ['summary.txt', renderAb(record, { width: 120 })],
    ]),
    html: (files) => renderAbHtml(record, files),
  })
