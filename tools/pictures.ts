/** `npm run pictures`: makes every picture of the documentation anew, from real runs. Takes about two minutes. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { parseLength, parsePositive } from '../harness/commands/parse-option.ts'
import { createCommand, runProgram } from '../harness/commands/run-program.ts'
import { compareSides } from '../harness/compare/compare-sides.ts'
import { nameSides } from '../harness/compare/side.ts'
import type { RunRecord } from '../harness/model/run-record.ts'
import { renderComparisonHtml } from '../reports/compare/html.ts'
import { renderHtml } from '../reports/html.ts'
import { renderSummary } from '../reports/summary.ts'
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

interface Options {
  readonly rate: number
  readonly duration: number
  readonly report?: string
  readonly base?: string
  readonly other?: string
  readonly stored?: boolean
}

const program = createCommand('pictures')
  .description('make every picture of the documentation anew, from real runs')
  .option('--rate <calls/s>', 'calls per second', parsePositive, 80)
  .option('--duration <time>', 'measured part of a run', parseLength, 30)
  .option('--report <folder>', 'a stored run, in place of one of our own, for the report')
  .option('--base <folder>', 'the same for one side of the comparison')
  .option('--other <folder>', 'the same for the other side')
  .option('--stored', 'make no run: the terminal shows what the stored run printed at its end, the live page stays as it is')
  .action(async (options: Options) => {
    values = options
    folder = mkdtempSync(join(tmpdir(), 'callstorm-pictures-'))
    mkdirSync(OUT, { recursive: true })
    try {
      await using browser = await startBrowser()
      await makePictures(browser)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
let values: Options = { rate: 0, duration: 0 }
let folder = ''
await runProgram(program)

async function makePictures(browser: StartedBrowser): Promise<void> {
  const own = values.stored ? undefined : await pictureRun(browser)
  const [report, base] = [values.report ?? own, values.base ?? own]
  if (report !== undefined) await pictureReport(browser, report)
  if (report !== undefined && own === undefined) await pictureSummary(browser, report)
  if (base !== undefined) await pictureComparison(browser, base, values.other ?? (await runSlowed(base)))
}

function recordOf(run: string): RunRecord {
  return JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as RunRecord
}

/** A run with its live page on the way and its terminal; returns the folder of its results. */
async function pictureRun(browser: StartedBrowser): Promise<string> {
  const typed = ['run', 'busy-hour', '--rate', String(values.rate), '--duration', `${values.duration}s`]
  await using terminal = recordTerminal(['env', 'npm_lifecycle_event=start', ...CLI, ...typed, '--live', '--out', join(folder, 'a')], SIZE)
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
  const shown = await terminalPage(written, `npm start -- ${typed.join(' ')}`, SIZE)
  await picture(browser, 'terminal', shown, 'light', (one) => one.locator('#frame').screenshot())
  return newest('a')
}

/** The report of a run, as the present code renders it. */
async function pictureReport(browser: StartedBrowser, run: string): Promise<void> {
  const report = renderHtml(recordOf(run), { files: ['run.json', 'summary.txt', 'websocket.latency.hgrm', 'bridge.log'] })
  await picture(browser, 'report', report, 'light', (shown) => shown.screenshot({ fullPage: true, clip: top(shown, 2700) }))
  await picture(browser, 'report-dark', report, 'dark', (shown) => shown.screenshot({ fullPage: true, clip: top(shown, 1500) }))
  await picture(browser, 'report-narrow', report, 'narrow', (shown) => shown.screenshot({ fullPage: true, clip: top(shown, 1500) }))
}

/** What a stored run printed at its end. */
async function pictureSummary(browser: StartedBrowser, run: string): Promise<void> {
  const record = recordOf(run)
  const report = `reports/out/${record.scenario.id}-${record.startedAt.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}/report.html`
  const printed = renderSummary(record, { color: true, width: SIZE.columns, report }).replaceAll('\n', '\r\n')
  const shown = await terminalPage(printed, `npm start -- run ${record.scenario.id}`, SIZE)
  await picture(browser, 'terminal', shown, 'light', (one) => one.locator('#frame').screenshot())
}

/** The same calls against a slower bridge. */
async function runSlowed(base: string): Promise<string> {
  process.env['SLOWED_BY_US'] = '150'
  const typed = ['run', 'busy-hour', '--rate', String(values.rate), '--duration', `${values.duration}s`]
  const slowed = join(root, 'bridges/slowed/slowed.bridge.yaml')
  await finish([...typed, '--seed', recordOf(base).workload.seed, '--bridge', slowed, '--out', join(folder, 'b')])
  return newest('b')
}

async function pictureComparison(browser: StartedBrowser, base: string, other: string): Promise<void> {
  const loaded = [base, other].map((run) => ({ path: `reports/out/${basename(run)}`, runs: [recordOf(run)] }))
  const command = ['callstorm compare', ...loaded.map(({ path }) => path)].join(' ')
  const { callstorm: version } = recordOf(base)
  const report = renderComparisonHtml(compareSides(nameSides(loaded), { version, madeAt: new Date().toISOString(), command }))
  await picture(browser, 'comparison', report, 'light', (shown) => shown.screenshot({ fullPage: true, clip: top(shown, 2300) }))
}

async function finish(typed: readonly string[]): Promise<void> {
  await using terminal = recordTerminal([...CLI, ...typed], SIZE)
  await terminal.ended
}

async function picture(
  browser: StartedBrowser,
  name: string,
  document: string,
  view: View,
  take: (page: Page) => Promise<Buffer>,
): Promise<void> {
  const file = join(folder, `${name}.html`)
  writeFileSync(file, document)
  const { page, close } = await browser.open(pathToFileURL(file).href, view)
  await save(name, await take(page))
  await close()
}

function top(page: Page, height: number) {
  return { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height }
}

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
