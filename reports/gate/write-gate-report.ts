import type { GateRecord } from '../../harness/model/gate.ts'
import { renderJson } from '../json.ts'
import { writeRecord } from '../write-record.ts'
import type { WrittenRecord } from '../write-record.ts'
import { renderGateHtml } from './gate-html.ts'
import { renderGateJunit } from './gate-junit.ts'
import { renderGateMarkdown } from './gate-markdown.ts'
import { renderGate } from './gate-text.ts'

/** Writes `report.html`, `gate.json`, `junit.xml`, `summary.md` and `summary.txt` into a folder of its own. */
export const writeGateReport = (record: GateRecord, root: string): Promise<WrittenRecord> =>
  writeRecord(root, {
    name: `gate-${record.scenario.id}`,
    startedAt: record.startedAt,
    files: new Map([
      ['gate.json', renderJson(record)],
      ['junit.xml', renderGateJunit(record)],
      ['summary.md', renderGateMarkdown(record)],
      ['summary.txt', renderGate(record, { width: 120 })],
    ]),
    html: (files) => renderGateHtml(record, files),
  })
