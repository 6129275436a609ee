import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HOSTILE, hostileRecord } from '../../reports/fixtures/hostile-record.ts'
import { sampleProbe } from '../../reports/fixtures/sample-capacity.ts'
import { sampleEnd, samplePlan, sampleSnapshot } from '../../reports/fixtures/sample-live.ts'
import { sampleRecord } from '../../reports/fixtures/sample-record.ts'
import { renderHtml } from '../../reports/html.ts'
import { type LivePage, makeLivePage } from '../../reports/live/live-page.ts'
import { type StartedLiveServer, startLiveServer } from '../../reports/live/start-live-server.ts'
import { printable } from '../../reports/text/printable.ts'
import { formatCount, formatRate, formatUs } from '../../reports/text/units.ts'
import { findOverhang } from './find-overhang.ts'
import { findViolations } from './find-violations.ts'
import { readElements, readTable } from './read-elements.ts'
import { type OpenedPage, startBrowser, type StartedBrowser, type View, VIEW_NAMES } from './start-browser.ts'

let browser: StartedBrowser
let livePage: LivePage
let server: StartedLiveServer
let opened: OpenedPage[] = []

beforeAll(async () => {
  browser = await startBrowser()
  livePage = await makeLivePage()
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  server = await startLiveServer({ page: livePage })
})
afterEach(async () => {
  for (const { close } of opened) await close()
  opened = []
  await server[Symbol.asyncDispose]()
})

async function watch(view: View = 'light'): Promise<Page> {
  const one = await browser.open(server.url, view)
  opened.push(one)
  await shows(one.page, '#connection', 'connected')
  return one.page
}

/** Runs the sample up to a second. */
function runTo(second: number): void {
  server.begin(samplePlan())
  for (let at = 1; at <= second; at++) server.publish(sampleSnapshot(at))
}

/** Waits by a locator: a function in the page would need what its policy forbids. */
const shows = (page: Page, selector: string, text: string): Promise<void> =>
  page.locator(selector, { hasText: text }).waitFor({ state: 'attached' })

describe('the live page', () => {
  test('shows the figures of the newest second, and asks for nothing but its own files', async () => {
    server.begin(samplePlan())
    const page = await watch()
    await shows(page, '#verdict-head', 'Starting')
    for (let second = 1; second <= 20; second++) server.publish(sampleSnapshot(second))
    await shows(page, '#clock', '20 s of 35 s')
    const { rates, latencies, deliveries } = sampleSnapshot(20)
    expect(await page.locator('#figures dd').first().innerText()).toContain(formatRate(rates['calls.started']))
    expect((await readTable(page, 'Latency so far')).slice(1)).toEqual(
      latencies.map(({ title, diagnostic, p50Us, p99Us, maxUs, recent, count }) => [
        diagnostic ? `${title} (diagnostic)` : title,
        ...[p50Us, p99Us, maxUs, recent.at(-1)?.p99Us ?? Number.NaN].map(formatUs),
        formatCount(count),
      ]),
    )
    const { expected, inTime } = deliveries
    expect((await readTable(page, 'Deliveries so far'))[1]).toEqual([
      'all receivers',
      ...[expected, inTime, 0, 0, 0, 0, 0, 0, expected - inTime].map(formatCount),
    ])
    const [{ complaints, requests } = { complaints: ['none was opened'], requests: [] }] = opened
    expect(complaints).toEqual([])
    expect(requests.map((url) => new URL(url).pathname)).toEqual(['/', '/live.css', '/live.js', '/events'])
  })

  test('shows the probes of a capacity search one after the other, and how far it has come', async () => {
    const passed = { subscribers: 4, probe: sampleProbe(40) }
    const failed = { subscribers: 4, probe: sampleProbe(80, { outcome: 'fail', attainment: 0.5, facts: [HOSTILE] }) }
    const plan = samplePlan({ title: 'Capacity: Busy hour', subtitle: 'Probe 1: 40/s calls' })
    server.begin({ ...plan, search: { probes: [], bracket: { low: 0, high: undefined } } })
    const page = await watch()
    await shows(page, '#bracket', 'No probe is done yet.')
    server.publish(sampleSnapshot(7))
    await shows(page, '#clock', '7 s of 35 s')
    server.begin({ ...plan, subtitle: 'Probe 3: 60/s calls', search: { probes: [passed, failed], bracket: { low: 40, high: 80 } } })
    await shows(page, '#subtitle', 'Probe 3: 60/s calls')
    await shows(page, '#clock', '0 s of 35 s')
    expect(await page.locator('#bracket').innerText()).toBe('40/s passed, 80/s was not passed.')
    const rows = (await readTable(page, 'Probes')).slice(1)
    expect(rows.map(([name, rate, , subscribers, outcome]) => [name, rate, subscribers, outcome])).toEqual([
      ['probe 2', '80/s calls', '4', '✗ fail'],
      ['probe 1', '40/s calls', '4', '✓ pass'],
    ])
    expect(rows[0]?.at(-1)).toBe(printable(HOSTILE))
    expect(await findViolations(page)).toEqual([])
    server.publish(sampleSnapshot(9))
    const search = { probes: [passed, failed, passed], bracket: { low: 40, high: 41 } }
    server.end({ verdict: { status: 'pass', reasons: [] }, search, path: 'capacity/report.html', report: undefined }, new Map())
    await shows(page, '#verdict-head', 'PASS')
    await shows(page, '#bracket', '41/s was not passed')
    await shows(page, '#report', 'The report is capacity/report.html')
    // The last probe's figures stay as they stood.
    expect((await readTable(page, 'Latency so far')).length).toBe(sampleSnapshot(9).latencies.length + 1)
  })

  test('has no search where a run is none', async () => {
    runTo(3)
    const page = await watch()
    await shows(page, '#clock', '3 s of 35 s')
    expect(await page.locator('#search').isVisible()).toBe(false)
  })

  test('draws each second, with phases and faults', async () => {
    runTo(20)
    const page = await watch()
    await shows(page, '#clock', '20 s of 35 s')
    const paths = await readElements<string>(page, '#rate-chart svg > path', 'element.getAttribute("d")')
    expect(paths.map((path) => path.match(/[ML]/g)?.length)).toEqual([20, 20, 20, 20, 20])
    expect(await readElements(page, '#rate-chart .phase text, #rate-chart .fault text', 'element.textContent')).toEqual([
      'warm-up',
      'measured',
      '⚡ webhooks hang',
      'drain',
    ])
  })

  test('shows the same after a reload, and to a second viewer, as to the first', async () => {
    runTo(18)
    const [first, second] = [await watch(), await watch()]
    server.publish(sampleSnapshot(19))
    const seen = async (page: Page): Promise<unknown> => {
      await shows(page, '#clock', '19 s of 35 s')
      return [
        await readTable(page, 'Latency so far'),
        await readTable(page, 'Deliveries so far'),
        await readElements(page, '#latency-chart svg > path', 'element.getAttribute("d")'),
      ]
    }
    const shown = await seen(first)
    expect(await seen(second)).toEqual(shown)
    await first.reload()
    expect(await seen(first)).toEqual(shown)
  })

  test('tells readers of the phase and the verdict, but not of each second', async () => {
    runTo(6)
    const page = await watch()
    await shows(page, '#status', 'being measured')
    await page.evaluate(
      'window.told = []; new MutationObserver(() => window.told.push(document.getElementById("status").textContent)).observe(document.getElementById("status"), { childList: true, characterData: true, subtree: true })',
    )
    for (let second = 7; second <= 30; second++) server.publish(sampleSnapshot(second))
    await shows(page, '#clock', '30 s of 35 s')
    server.end(sampleEnd(), new Map())
    await shows(page, '#status', 'PASS')
    expect(await page.evaluate('window.told')).toEqual(['PASS: every objective was met, on enough samples.'])
    expect(await page.getAttribute('#status', 'aria-live')).toBe('polite')
  })

  test('ends with the figures of the record and a link to the report', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callstorm-live-page-'))
    try {
      const record = sampleRecord({ diesAt: 22 })
      const report = join(folder, 'report.html')
      writeFileSync(report, renderHtml(record))
      runTo(30)
      const page = await watch()
      server.end(sampleEnd(record), new Map([['report.html', report]]))
      await shows(page, '#verdict-head', 'FAIL')
      expect((await readTable(page, 'Latency so far')).slice(1).map(([, , p99]) => p99)).toEqual(
        record.series.filter(({ count }) => count > 0).map(({ quantiles }) => formatUs(quantiles.p99Us)),
      )
      const { totals } = record.ledger
      expect((await readTable(page, 'Deliveries so far'))[1]?.[4]).toBe(formatCount(totals.lost))
      expect((await readTable(page, 'Objectives')).slice(1).map(([, measured]) => measured)).toEqual(
        record.objectives.map(({ measured }) => measured),
      )
      await page.getByRole('link', { name: 'Open the report' }).click()
      await page.waitForURL('**/report/report.html')
      expect(await page.locator('#verdict h2').innerText()).toContain('FAIL')
      const [{ complaints } = { complaints: ['none was opened'] }] = opened
      expect(complaints).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('keeps what it shows when the server has gone, and names the file of the report', async () => {
    runTo(30)
    const page = await watch()
    server.end(sampleEnd(), new Map())
    await shows(page, '#verdict-head', 'PASS')
    await server[Symbol.asyncDispose]()
    await shows(page, '#connection', 'ended')
    expect(await page.locator('#report').innerText()).toBe('The report is reports/out/busy-hour-2026-11-22T03-04-05Z/report.html')
    expect(await page.locator('#report a').count()).toBe(0)
  })

  test('says that the connection is lost when the server vanishes during a run', async () => {
    runTo(10)
    const page = await watch()
    await server[Symbol.asyncDispose]()
    await shows(page, '#connection', 'connection lost')
    expect(await page.locator('#latency-rows tr').count()).toBeGreaterThan(3)
  })

  test('cannot be read by a page of another origin', async () => {
    runTo(3)
    const foreign = await startLiveServer({ page: { '/': { type: 'text/html', text: '<!doctype html><title>x</title>' } } })
    try {
      const { page, close } = await browser.open(foreign.url, 'light', { bypassCSP: true })
      const read = await page.evaluate(`fetch(${JSON.stringify(`${server.url}events`)}).then((r) => r.text(), (error) => String(error))`)
      expect(read).toContain('Failed to fetch')
      await close()
    } finally {
      await foreign[Symbol.asyncDispose]()
    }
  })

  test('keeps the place of the keyboard while figures change', async () => {
    runTo(10)
    const page = await watch('narrow')
    await shows(page, '#clock', '10 s of 35 s')
    await page.locator('[aria-label="Table: Latency so far"]').focus()
    server.publish(sampleSnapshot(11))
    await shows(page, '#clock', '11 s of 35 s')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Table: Latency so far')
  })

  test('shows hostile text as text', async () => {
    const record = hostileRecord()
    server.begin(samplePlan({ title: HOSTILE, bridge: HOSTILE, subtitle: HOSTILE, objectives: [HOSTILE], marks: record.marks }))
    server.publish({ ...sampleSnapshot(10), health: record.health })
    server.end({ ...sampleEnd(record), path: HOSTILE, report: HOSTILE }, new Map())
    const page = await watch()
    await shows(page, '#verdict-head', 'FAIL')
    expect(await page.locator('#subtitle').innerText()).toBe(printable(HOSTILE))
    expect(await page.locator('#reasons li').innerText()).toBe(printable(HOSTILE))
    expect(await readElements(page, 'main script, img, body *[onerror]', 'element.outerHTML')).toEqual([])
    const [{ complaints } = { complaints: ['none was opened'] }] = opened
    expect(complaints).toEqual([])
  })

  test.each(VIEW_NAMES)('has no violation of accessibility and fits in the view %s', async (view) => {
    runTo(20)
    const page = await watch(view)
    await shows(page, '#clock', '20 s of 35 s')
    expect(await findViolations(page)).toEqual([])
    expect(await findOverhang(page)).toEqual([])
    server.end(sampleEnd(sampleRecord({ diesAt: 22 })), new Map())
    await shows(page, '#verdict-head', 'FAIL')
    expect(await findViolations(page)).toEqual([])
  })
})
