import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderAbHtml } from '../../reports/ab/ab-html.ts'
import { renderCapacityHtml } from '../../reports/capacity/capacity-html.ts'
import { renderConformanceHtml } from '../../reports/conformance/conformance-html.ts'
import { CHECK_WORDS, outcomeOf } from '../../reports/facts/check-outcome.ts'
import { sampleCapacity, sampleScaling } from '../../reports/fixtures/sample-capacity.ts'
import { hostileConformance, sampleConformance } from '../../reports/fixtures/sample-conformance.ts'
import { sampleAb, sampleGate } from '../../reports/fixtures/sample-gate.ts'
import { renderGateHtml } from '../../reports/gate/gate-html.ts'
import { findOverhang } from './find-overhang.ts'
import { findViolations } from './find-violations.ts'
import { readElements, readTable } from './read-elements.ts'
import { type StartedArtifactServer, startArtifactServer } from './start-artifact-server.ts'
import { startBrowser, type StartedBrowser, VIEW_NAMES } from './start-browser.ts'

const FILES = ['record.json', 'junit.xml']
const DOCUMENTS = {
  conformance: renderConformanceHtml(sampleConformance(), FILES),
  'hostile conformance': renderConformanceHtml(hostileConformance(), FILES),
  gate: renderGateHtml(sampleGate(), FILES),
  ab: renderAbHtml(sampleAb(), FILES),
  capacity: renderCapacityHtml(sampleCapacity(), FILES),
  scaling: renderCapacityHtml(sampleScaling(), FILES),
}
const NAMES = Object.keys(DOCUMENTS)

let browser: StartedBrowser
let server: StartedArtifactServer

beforeAll(async () => {
  browser = await startBrowser()
  server = await startArtifactServer(DOCUMENTS)
})

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

describe.each(NAMES)('the report of %s', (name) => {
  test('opens under a strict policy without complaint, script or request', async () => {
    const url = server.address(name)
    const { page, complaints, requests, close } = await browser.open(url)
    expect(complaints).toEqual([])
    expect(requests).toEqual([url])
    expect(await readElements(page, 'script, img, body *[onerror]', 'element.outerHTML')).toEqual([])
    await close()
  })

  test.each(VIEW_NAMES)('has no violation of accessibility and fits in the view %s', async (view) => {
    const { page, close } = await browser.open(server.address(name), view)
    expect(await findViolations(page)).toEqual([])
    expect(await findOverhang(page)).toEqual([])
    await close()
  })

  test('leads by keyboard from the skip link to the verdict and to every part', async () => {
    const { page, close } = await browser.open(server.address(name))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(({ hash }) => hash === '#verdict')
    const targets = await readElements<string>(page, 'nav a', 'element.hash')
    const ids = await readElements<string>(page, 'main section', '`#${element.id}`')
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
    expect(targets.length).toBeGreaterThan(1)
    await close()
  })
})

describe('renderConformanceHtml() in a browser', () => {
  test('counts every check of the record by its outcome', async () => {
    const { page, close } = await browser.open(server.address('conformance'))
    const [head = [], ...topics] = await readTable(page, 'Checks by topic and outcome')
    const sums = topics.at(-1) ?? []
    // The last row is the sum of the others.
    const counted = new Map(head.slice(1).map((title, i) => [title, Number(sums[i + 1]?.replace('–', '0'))]))
    const outcomes = sampleConformance().results.map((result) => CHECK_WORDS[outcomeOf(result)])
    for (const { symbol, word } of outcomes) {
      expect(counted.get(`${symbol} ${word}`)).toBe(outcomes.filter((one) => one.word === word).length)
    }
    expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBe(outcomes.length)
    await close()
  })

  test('leads from what did not pass to its evidence', async () => {
    const { page, close } = await browser.open(server.address('conformance'))
    const link = page.locator('[aria-label="Table: What did not pass"] a').first()
    const target = await link.getAttribute('href')
    await link.click()
    expect(await page.locator(String(target)).innerText()).toContain('esl/octets')
    await close()
  })
})

describe('renderGateHtml(), renderAbHtml() and renderCapacityHtml() in a browser', () => {
  test('have the figures of their records', async () => {
    const { page, close } = await browser.open(server.address('gate'))
    expect((await readTable(page, 'Latencies against the baseline')).slice(1).map((row) => row.slice(0, 3))).toEqual([
      ['ingress.reply.p99', '+12 %', '< 0.001'],
      ['websocket.latency.p99', '-3 %', '0.600'],
      ['webhook.latency.p99.9', '–', '–'],
    ])
    await page.goto(server.address('ab'))
    const rounds = await readTable(page, 'Figures by round')
    expect(rounds).toHaveLength(1 + sampleAb().rounds.length)
    await page.goto(server.address('scaling'))
    expect((await readTable(page, 'Predictions')).slice(1).map(([size]) => size)).toEqual(['16', '32', '64', '128'])
    expect(await page.locator('svg.chart').count()).toBeGreaterThan(1)
    await close()
  })
})
