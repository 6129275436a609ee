import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderComparisonHtml } from '../../reports/compare/html.ts'
import {
  hostileComparison,
  incomparableSample,
  sampleComparison,
} from '../../reports/fixtures/sample-comparison.ts'
import { formatCount, formatUs } from '../../reports/text/units.ts'
import { findOverhang } from './find-overhang.ts'
import { findViolations } from './find-violations.ts'
import { readMarkers } from './read-chart.ts'
import { readElements, readTable } from './read-elements.ts'
import { type StartedArtifactServer, startArtifactServer } from './start-artifact-server.ts'
import { startBrowser, type StartedBrowser, VIEW_NAMES } from './start-browser.ts'

const record = sampleComparison()

let browser: StartedBrowser
let server: StartedArtifactServer

beforeAll(async () => {
  browser = await startBrowser()
  server = await startArtifactServer({
    compared: renderComparisonHtml(record),
    incomparable: renderComparisonHtml(incomparableSample()),
    hostile: renderComparisonHtml(hostileComparison()),
  })
})

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

describe('renderComparisonHtml() in a browser', () => {
  test.each(['compared', 'incomparable', 'hostile'])('opens %s without complaint or request', async (name) => {
    const url = server.address(name)
    const { page, complaints, requests, close } = await browser.open(url)
    expect(complaints).toEqual([])
    expect(requests).toEqual([url])
    expect(await readElements(page, 'script, img', 'element.outerHTML')).toEqual([])
    await close()
  })

  test('draws the curves of both sides over each other, at the right heights', async () => {
    const { page, close } = await browser.open(server.address('compared'))
    const reply = record.series.find(({ name }) => name === 'ingress.reply')
    const markers = await readMarkers(page, 'svg[aria-labelledby^=curve-ingress-reply]')
    const p99s = markers.filter(({ title }) => title.includes(', p99:'))
    const expected = reply?.sides.map((curve) => curve?.quantiles.p99Us ?? 0) ?? []
    expect(p99s.map(({ title }) => title)).toEqual([
      `A main, p99: ${formatUs(expected[0] ?? 0)}`,
      `B change, p99: ${formatUs(expected[1] ?? 0)}`,
    ])
    for (const [i, { us }] of p99s.entries()) expect(us / (expected[i] ?? 0)).toBeCloseTo(1, 1)
    await close()
  })

  test('draws each change on its side of the line of no change', async () => {
    const { page, close } = await browser.open(server.address('compared'))
    const line = await readElements<number>(page, 'svg[aria-labelledby^=changes] > line[stroke=currentColor]', 'element.x1.baseVal.value')
    const places = await readElements<number>(
      page,
      'svg[aria-labelledby^=changes] .marker',
      'element.transform.baseVal[0].matrix.e',
    )
    expect(places.map((x) => Math.sign(x - (line[0] ?? 0)))).toEqual([1, -1, 1])
    await close()
  })

  test('has the figures of the record in its tables', async () => {
    const { page, close } = await browser.open(server.address('compared'))
    const changes = await readTable(page, 'Changes of latencies')
    expect(changes[3]).toEqual(['websocket.latency.p99', '4.2 ms 3.9 ms to 4.5 ms', '5.04 ms', '+50.7 %', 'p 0.008', '✗ worse'])
    const deliveries = await readTable(page, 'Deliveries of each side')
    const [, b] = record.sides
    expect(deliveries[2]?.slice(0, 6)).toEqual([
      'B change',
      ...[b?.emitted, b?.deliveries.expected, b?.deliveries.inTime, b?.deliveries.late, b?.deliveries.lost].map((count) =>
        formatCount(count ?? Number.NaN),
      ),
    ])
    await close()
  })

  test.each(VIEW_NAMES)('has no violation of accessibility and fits in the view %s', async (view) => {
    for (const name of ['compared', 'incomparable']) {
      const { page, close } = await browser.open(server.address(name), view)
      expect(await findViolations(page)).toEqual([])
      expect(await findOverhang(page)).toEqual([])
      await close()
    }
    const { page, close } = await browser.open(server.address('hostile'), view)
    expect(await findOverhang(page)).toEqual([])
    await close()
  })
})
