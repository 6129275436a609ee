import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleRecord } from './fixtures/sample-record.ts'
import { writeReport } from './write-report.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'callstorm-report-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const record = sampleRecord()

test('writeReport() writes all formats into a folder named by scenario and time', async () => {
  const written = await writeReport(record, { root })
  expect(written.folder).toBe(join(root, 'busy-hour-2026-11-22T03-04-05Z'))
  const series = record.series.flatMap(({ name }) => [`${name}.hgrm`, `${name}.hlog`])
  expect((await readdir(written.folder)).toSorted()).toEqual(
    ['junit.xml', 'openmetrics.txt', 'report.html', 'run.json', 'summary.md', 'summary.txt', ...series].toSorted(),
  )
  expect(JSON.parse(await readFile(written.json, 'utf8'))).toMatchObject({
    schema: 'callstorm.run/1',
    runId: record.runId,
  })
  expect(await readFile(written.summary, 'utf8')).toMatch(/^PASS {2}busy-hour/)
  expect(await readFile(written.html, 'utf8')).toContain('href="./ingress.reply.hgrm"')
})

test('writeReport() makes the root, and leaves nothing but reports and the link in it', async () => {
  const deep = join(root, 'a', 'b')
  await writeReport(record, { root: deep })
  expect((await readdir(deep)).toSorted()).toEqual(['busy-hour-2026-11-22T03-04-05Z', 'latest'])
})

test('writeReport() never writes into a report that is there', async () => {
  const [first, second] = [await writeReport(record, { root }), await writeReport(record, { root })]
  expect(second.folder).toBe(`${first.folder}-2`)
  expect(await readFile(second.json, 'utf8')).toBe(await readFile(first.json, 'utf8'))
})

test('writeReport() points latest to the newest report', async () => {
  await writeReport(record, { root })
  const { latest, folder } = await writeReport({ ...record, startedAt: '2026-11-23T00:00:00.000Z' }, { root })
  expect(join(root, await readlink(latest))).toBe(folder)
})

test('writeReport() writes latest.txt where a link cannot be', async () => {
  await mkdir(join(root, 'latest'))
  const { latest } = await writeReport(record, { root })
  expect(latest).toBe(join(root, 'latest.txt'))
  expect(await readFile(latest, 'utf8')).toBe('busy-hour-2026-11-22T03-04-05Z\n')
})

test('writeReport() puts attachments beside the report and links them', async () => {
  const log = join(root, 'some.log')
  writeFileSync(log, 'listening\n')
  const { folder, html } = await writeReport(record, { root, attachments: new Map([['bridge.log', log]]) })
  expect(await readFile(join(folder, 'bridge.log'), 'utf8')).toBe('listening\n')
  expect(await readFile(html, 'utf8')).toContain('href="./bridge.log"')
})

test('writeReport() leaves no half of a report when it fails', async () => {
  const attachments = new Map([['bridge.log', join(root, 'missing')]])
  await expect(writeReport(record, { root, attachments })).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await readdir(root)).toEqual([])
})

test('writeReport() keeps every file in its folder, whatever names the record has', async () => {
  const scenario = { ...record.scenario, id: '../../etc/passwd' }
  const series = record.series.map((one) => ({ ...one, name: `../${one.name}` }))
  const { folder } = await writeReport({ ...record, scenario, series }, { root })
  expect(folder).toBe(join(root, '__.._etc_passwd-2026-11-22T03-04-05Z'))
  expect(await readdir(folder)).toContain('__ingress.reply.hgrm')
})
