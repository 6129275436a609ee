import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeriesRecord } from '../../harness/model/run-record.ts'
import { HOSTILE, hostileRecord } from '../../reports/fixtures/hostile-record.ts'
import { sampleRecord } from '../../reports/fixtures/sample-record.ts'
import { renderHtml } from '../../reports/html.ts'
import { formatCount, formatMargin, formatUs } from '../../reports/text/units.ts'
import { printable } from '../../reports/text/printable.ts'
import { findOverhang } from './find-overhang.ts'
import { findViolations } from './find-violations.ts'
import { readMarkers } from './read-chart.ts'
import { readElements, readTable } from './read-elements.ts'
import { type StartedArtifactServer, startArtifactServer } from './start-artifact-server.ts'
import { startBrowser, type StartedBrowser, VIEW_NAMES } from './start-browser.ts'

const record = sampleRecord()
const failed = sampleRecord({ diesAt: 22 })
const hostile = hostileRecord()

let browser: StartedBrowser
let server: StartedArtifactServer

beforeAll(async () => {
  browser = await startBrowser()
  server = await startArtifactServer({
    passed: renderHtml(record, { files: ['run.json', 'bridge.log'] }),
    failed: renderHtml(failed),
    hostile: renderHtml(hostile, { files: [HOSTILE] }),
  })
})

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

/** The landmarks that a series has a marker for: those with a sample beyond them, and the maximum. */
function landmarksOf({ title, count, quantiles, maxUs }: SeriesRecord): readonly (readonly [string, number])[] {
  const { p50Us, p90Us, p99Us, p999Us, p9999Us } = quantiles
  const all = [[2, 'p50', p50Us], [10, 'p90', p90Us], [100, 'p99', p99Us], [1000, 'p99.9', p999Us], [10_000, 'p99.99', p9999Us]] as const
  const drawn = all.filter(([needs]) => needs < count).map(([, name, us]) => [name, us] as const)
  return [...drawn, ['max', maxUs] as const].map(([name, us]) => [`${title}, ${name}: ${formatUs(us)}`, us])
}

describe('renderHtml() in a browser', () => {
  test.each(['passed', 'failed', 'hostile'])('opens %s under a strict policy without complaint or request', async (name) => {
    const url = server.address(name)
    const { page, complaints, requests, close } = await browser.open(url)
    expect(await page.title()).not.toBe('')
    expect(complaints).toEqual([])
    expect(requests).toEqual([url])
    await close()
  })

  test('can be read where a policy blocks even its style sheet', async () => {
    const { page, close } = await browser.open(server.address('failed', 'jenkins'))
    expect(await readElements(page, 'h2', 'getComputedStyle(element).display')).not.toContain('flex')
    expect(await page.locator('#verdict h2').innerText()).toContain('FAIL')
    const widths = await readElements<number>(page, 'svg.chart', 'element.getBoundingClientRect().width')
    expect(widths).toEqual([860, 860, 860, 860])
    const shapes = await readElements<string>(page, '#latency svg.chart g > path:first-child', 'getComputedStyle(element).stroke')
    expect(shapes.filter((stroke) => stroke === 'none')).toEqual([])
    await close()
  })

  test('draws the percentiles of the record, in name and in height', async () => {
    const { page, close } = await browser.open(server.address('passed'))
    const expected = record.series.filter(({ count }) => count > 0).flatMap(landmarksOf)
    const markers = await readMarkers(page, '#latency svg.chart')
    expect(markers.map(({ title }) => title)).toEqual(expected.map(([title]) => title))
    expect(expected.length).toBeGreaterThan(20)
    for (const [i, { us }] of markers.entries()) expect(us / (expected[i]?.[1] ?? 0)).toBeCloseTo(1, 1)
    await close()
  })

  test('has the figures of the record in its tables', async () => {
    const { page, close } = await browser.open(server.address('passed'))
    const objectives = await readTable(page, 'Objectives')
    expect(objectives.slice(1).map(([text, measured, , margin]) => [text, measured, margin])).toEqual(
      record.objectives.map(({ text, measured, margin }) => [text, measured, formatMargin(margin)]),
    )
    const latencies = await readTable(page, 'Latency in figures')
    const reply = record.series.find(({ name }) => name === 'ingress.reply')
    expect(latencies.find(([name]) => name === 'Ingress reply')).toEqual([
      'Ingress reply',
      formatUs(reply?.quantiles.p50Us ?? 0),
      formatUs(reply?.quantiles.p90Us ?? 0),
      formatUs(reply?.quantiles.p99Us ?? 0),
      '–',
      '–',
      formatUs(reply?.maxUs ?? 0),
      formatUs((reply?.sumUs ?? 0) / (reply?.count ?? 1)),
      formatCount(reply?.count ?? 0),
    ])
    const { totals } = failed.ledger
    await page.goto(server.address('failed'))
    expect((await readTable(page, 'Deliveries by kind of receiver')).at(-1)).toEqual([
      'all receivers',
      ...[totals.expected, totals.inTime, totals.late, totals.lost, totals.unobserved, totals.duplicate, totals.reordered, totals.unexpected].map(formatCount),
    ])
    await close()
  })

  test('draws a point for each second of every rate, and the fault where it was', async () => {
    const { page, close } = await browser.open(server.address('failed'))
    const paths = await readElements<string>(page, 'svg[aria-labelledby^=rates] > path', 'element.getAttribute("d")')
    expect(paths.map((path) => path.match(/[ML]/g)?.length)).toEqual(paths.map(() => failed.timeline.length))
    expect(paths).toHaveLength(5)
    expect(await readElements(page, 'svg[aria-labelledby^=rates] .fault', 'element.textContent.trim()')).toEqual([
      '⚡ bridge killed (SIGKILL)',
    ])
    await close()
  })

  test('is used by keyboard: from the skip link over the contents to tables and folded parts', async () => {
    const { page, close } = await browser.open(server.address('passed'), 'narrow')
    const focused = (): Promise<string> =>
      page.evaluate('(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent).trim()')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the verdict')
    await page.keyboard.press('Enter')
    await page.waitForURL(({ hash }) => hash === '#verdict')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Table: Objectives')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate<number>('document.activeElement.scrollLeft')).toBeGreaterThan(0)
    await page.locator('#latency summary').focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('#latency details').getAttribute('open')).toBe('')
    await close()
  })

  test.each(VIEW_NAMES)('has no violation of accessibility in the view %s', async (view) => {
    for (const name of ['passed', 'failed']) {
      const { page, close } = await browser.open(server.address(name), view)
      expect(await findViolations(page)).toEqual([])
      await close()
    }
  })

  test.each(VIEW_NAMES)('fits the width of the view %s, text from outside included', async (view) => {
    for (const name of ['passed', 'hostile']) {
      const { page, close } = await browser.open(server.address(name), view)
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
      expect(await findOverhang(page)).toEqual([])
      await close()
    }
  })

  test('shows hostile text as text', async () => {
    const { page, complaints, close } = await browser.open(server.address('hostile'))
    const shown = printable(HOSTILE)
    expect(await page.title()).toBe(`FAIL: ${shown} against ${shown}`)
    expect(await page.locator('#verdict li').innerText()).toBe(shown)
    expect(await readElements(page, 'script, img, body *[onerror]', 'element.outerHTML')).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })
})
