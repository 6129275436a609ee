/** `npm run pictures`: makes every picture of the documentation anew, from real runs. Takes about two minutes. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { type StartedBrowser, startBrowser, type View } from '../tests/pages/start-browser.ts'
import { recordTerminal, type TerminalSize } from './pictures/record-terminal.ts'
import { shrinkPng } from './pictures/shrink-png.ts'
import { terminalPage } from './pictures/terminal-page.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const OUT = join(root, 'docs/pictures')
const CLI = [process.execPath, '--import', 'tsx', join(root, 'harness/cli.ts')] as const
const SIZE: TerminalSize = { columns: 116, rows: 60 }
/** Seconds of a run after which the live page is pictured. */
const LIVE_AFTER = 22

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '80' }, duration: { type: 'string', default: '30s' } },
})

const folder = mkdtempSync(join(tmpdir(), 'callstorm-pictures-'))
mkdirSync(OUT, { recursive: true })
try {
  await using browser = await startBrowser()
  await pictureRun(browser)
  await pictureComparison(browser)
} finally {
  rmSync(folder, { recursive: true })
}

/** A run with its live page on the way, its terminal and its report. */
async function pictureRun(browser: StartedBrowser): Promise<void> {
  const typed = ['run', 'busy-hour', '--rate', values.rate, '--duration', values.duration]
  await using terminal = recordTerminal([...CLI, ...typed, '--live', '--out', join(folder, 'a')], SIZE)
  const url = await until(() => /Live page: (\S+)/.exec(terminal.text())?.[1])
  const { page, close } = await browser.open(url)
  await page.locator('#clock', { hasText: `${LIVE_AFTER} s of` }).waitFor({ timeout: 90_000 })
  await save('live', await page.screenshot({ fullPage: true }))
  await close()
  await until(() => /The live page stays/.exec(terminal.text())?.[0])
  terminal.interrupt()
  const written = (await terminal.ended)
    .replace(/Live page: .*\r?\n/, '')
    .replace(/The live page stays[^]*$/, '')
    .replaceAll(`${folder}/a/`, 'reports/out/')
  const html = join(folder, 'terminal.html')
  writeFileSync(html, await terminalPage(written, `npm start -- ${typed.join(' ')}`, SIZE))
  await picture(browser, 'terminal', html, 'light', (shown) => shown.locator('#frame').screenshot())
  const report = join(newest('a'), 'report.html')
  await picture(browser, 'report', report, 'light', (shown) => shown.screenshot({ fullPage: true }))
  await picture(browser, 'report-dark', report, 'dark', (shown) => shown.screenshot({ clip: top(shown, 1500) }))
  await picture(browser, 'report-narrow', report, 'narrow', (shown) => shown.screenshot({ fullPage: true, clip: top(shown, 1500) }))
}

/** The same calls against a slower bridge, and both runs over each other. */
async function pictureComparison(browser: StartedBrowser): Promise<void> {
  const { workload } = JSON.parse(readFileSync(join(newest('a'), 'run.json'), 'utf8')) as { workload: { seed: string } }
  const slowed = join(root, 'bridges/slowed/slowed.bridge.yaml')
  process.env['SLOWED_BY_US'] = '150'
  const typed = ['run', 'busy-hour', '--rate', values.rate, '--duration', values.duration, '--seed', workload.seed]
  await finish([...typed, '--bridge', slowed, '--out', join(folder, 'b')])
  await finish(['compare', newest('a'), newest('b'), '--out', join(folder, 'c')])
  const report = join(newest('c'), 'comparison.html')
  await picture(browser, 'comparison', report, 'light', (shown) => shown.screenshot({ fullPage: true, clip: top(shown, 2300) }))
}

async function finish(typed: readonly string[]): Promise<void> {
  await using terminal = recordTerminal([...CLI, ...typed], SIZE)
  await terminal.ended
}

async function picture(
  browser: StartedBrowser,
  name: string,
  file: string,
  view: View,
  take: (page: Page) => Promise<Buffer>,
): Promise<void> {
  const { page, close } = await browser.open(pathToFileURL(file).href, view)
  await save(name, await take(page))
  await close()
}

const top = (page: Page, height: number) => ({ x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height })

async function save(name: string, png: Uint8Array): Promise<void> {
  const shrunk = await shrinkPng(new Uint8Array(png))
  writeFileSync(join(OUT, `${name}.png`), shrunk)
  process.stdout.write(`docs/pictures/${name}.png  ${Math.round(shrunk.length / 1024)} KiB of ${Math.round(png.length / 1024)}\n`)
}

/** The newest folder of results within one of ours. */
function newest(part: string): string {
  const own = join(folder, part)
  const name = readdirSync(own, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
    .at(-1)
  if (name === undefined) throw new Error(`Cannot take a picture as there must be a result in "${own}"`)
  return join(own, name)
}

/** Asks a few times a second. @throws Error when there is no answer within 90 s */
async function until<T>(ask: () => T | undefined): Promise<T> {
  const endsAt = performance.now() + 90_000
  while (performance.now() < endsAt) {
    const answer = ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('Cannot take a picture as the run must go on within 90 s')
}
