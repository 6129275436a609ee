import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConformanceRecord } from '../../harness/model/conformance.ts'
import { renderJson } from '../json.ts'
import { renderConformanceHtml } from './conformance-html.ts'
import { renderConformanceJunit } from './conformance-junit.ts'
import { renderConformanceMarkdown } from './conformance-markdown.ts'
import { renderConformance } from './conformance-text.ts'

/** Paths of a written report. */
export interface WrittenConformanceReport {
  readonly html: string
  readonly json: string
}

/**
 * Writes all formats into the folder that holds the evidence already: `report.html`, `conformance.json`, `junit.xml`,
 * `summary.md` and `summary.txt`. Each file appears whole.
 */
export async function writeConformanceReport(record: ConformanceRecord, folder: string): Promise<WrittenConformanceReport> {
  const data = new Map([
    ['conformance.json', renderJson(record)],
    ['junit.xml', renderConformanceJunit(record)],
    ['summary.md', renderConformanceMarkdown(record)],
    ['summary.txt', renderConformance(record, { width: 120 })],
  ])
  const files = new Map([['report.html', renderConformanceHtml(record, [...data.keys()])] as const, ...data])
  await mkdir(folder, { recursive: true })
  for (const [name, text] of files) {
    const growing = join(folder, `.${name}-${process.pid}`)
    await writeFile(growing, text)
    await rename(growing, join(folder, name))
  }
  return { html: join(folder, 'report.html'), json: join(folder, 'conformance.json') }
}
