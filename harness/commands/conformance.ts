import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { renderConformance } from '../../reports/conformance/conformance-text.ts'
import { writeConformanceReport } from '../../reports/conformance/write-conformance-report.ts'
import { CHECK_WORDS } from '../../reports/facts/check-outcome.ts'
import { startProgress } from '../../reports/progress/start-progress.ts'
import { CHECKS } from '../../scenarios/conformance/index.ts'
import { REQUIREMENTS } from '../../scenarios/requirements/index.ts'
import { readExpectedFailures } from '../conformance/expected-failures.ts'
import { runConformance } from '../conformance/run-conformance.ts'
import { selectChecks } from '../conformance/select-checks.ts'
import { openSession } from '../lifecycle/session.ts'
import { exitCodeOf } from '../model/verdict.ts'
import { bundledProfile } from './bundled-profile.ts'
import { invocation } from './invocation.ts'
import { parseInteger } from './parse-option.ts'
import { printAnswer } from './print-answer.ts'
import { quoteArgument } from './quote-argument.ts'
import { makeReportFolder } from './report-folder.ts'

const OUT = 'reports/out'
const PACKAGE = new URL('../../package.json', import.meta.url)

interface Options {
  readonly bridge: string
  readonly target?: 'process' | 'container' | 'external'
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly list?: boolean
  readonly bail?: boolean
  readonly strict?: boolean
  readonly tls?: boolean
  readonly repeat: number
  readonly jobs: number
  readonly expectedFailures?: string
  readonly seed?: string
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** `callstorm conformance`: judges a bridge against the contract. */
export function registerConformance(program: Command): void {
  program
    .command('conformance')
    .description('check that a bridge keeps the contract')
    .option('--bridge <profile>', 'profile of the bridge, or the name of one that ships with callstorm', 'reference')
    .option('--target <kind>', 'how to start it: process, container or external (default: as the profile says)')
    .option('--only <pattern...>', 'only these checks: topic, topic/name, with * for anything', [])
    .option('--skip <pattern...>', 'all but these', [])
    .option('--list', 'list the checks and do nothing else')
    .option('--bail', 'end at the first failure')
    .option('--strict', 'take SHOULD as MUST')
    .option('--tls', 'make every HTTP and websocket connection a TLS one')
    .option('--repeat <n>', 'run each check so many times and show which are flaky', parseInteger(1, 1000), 1)
    .option('--jobs <n>', 'bridges at the same time', parseInteger(1, 16), 4)
    .option('--expected-failures <file>', 'YAML list of id and reason: these may fail and must not pass')
    .option('--seed <text>', 'seed of a run to repeat')
    .option('--out <folder>', 'where the reports and the evidence go')
    .option('--json', 'print the record as JSON instead of the summary')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', "\nExample:\n  $ callstorm conformance --bridge my.bridge.yaml --only esl 'ws/*'")
    .action(conformance)
}

const STEPS = [{ title: 'Check the bridge', notes: true }, { title: 'Write the report' }] as const

async function conformance(options: Options): Promise<void> {
  const checks = selectChecks(CHECKS, options)
  if (options.list) {
    for (const { id, title, requirements } of checks) process.stdout.write(`${id.padEnd(32)} ${requirements.join(', ').padEnd(24)} ${title}\n`)
    return
  }
  const profile = bundledProfile(options.bridge, options.target)
  const expectedFailures = options.expectedFailures === undefined ? new Map<string, string>() : readExpectedFailures(options.expectedFailures, CHECKS.map(({ id }) => id))
  const seed = options.seed ?? randomBytes(4).toString('hex')
  const folder = options.out ?? join(OUT, `conformance-${profile.name}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  makeReportFolder(folder)
  using session = await openSession({
    removeContainers: async (label) => (await import('../target/container-engine.ts')).removeContainers(label),
    report: (sentence) => process.stderr.write(`${sentence}\n`),
  })
  const progress = startProgress({ steps: STEPS, quiet: options.quiet ?? false, linesEverySeconds: 15 })
  progress.begin(0)
  const record = await runConformance({
    profile,
    checks,
    requirements: REQUIREMENTS,
    version: (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version,
    command: commandLine(options, seed),
    seed,
    run: seed.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 8) || 'run',
    folder,
    notes: session.notes,
    jobs: options.jobs,
    repeat: options.repeat,
    strict: options.strict ?? false,
    tls: options.tls ?? false,
    bail: options.bail ?? false,
    expectedFailures,
    signal: session.signal,
    onProgress: ({ done, total, id, status }) => {
      progress.update({ stand: `${done} of ${total}`, text: id })
      if (status !== 'pass') progress.note(`${CHECK_WORDS[status].symbol} ${id} ${CHECK_WORDS[status].word}`)
    },
  }).catch(async (error: unknown) => {
    await progress.end('stopped')
    throw error
  })
  progress.begin(1)
  await writeConformanceReport(record, folder)
  await progress.end()
  printAnswer(record, options, (screen) => renderConformance(record, { ...screen, folder }))
  process.exitCode = exitCodeOf(record.verdict.status)
}

function commandLine({ bridge, target, only, skip, strict, tls, repeat, expectedFailures }: Options, seed: string): string {
  const list = (name: string, values: readonly string[]): string[] => (values.length > 0 ? [name, ...values.map(quoteArgument)] : [])
  return [
    `${invocation()} conformance`,
    ...(bridge === 'reference' ? [] : [`--bridge ${quoteArgument(bridge)}`]),
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...list('--only', only),
    ...list('--skip', skip),
    ...(strict ? ['--strict'] : []),
    ...(tls ? ['--tls'] : []),
    ...(expectedFailures === undefined ? [] : [`--expected-failures ${quoteArgument(expectedFailures)}`]),
    ...(repeat > 1 ? [`--repeat ${repeat}`] : []),
    `--seed ${quoteArgument(seed)}`,
  ].join(' ')
}
