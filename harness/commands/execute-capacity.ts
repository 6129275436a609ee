import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { probeLine, renderCapacity } from '../../reports/capacity/capacity-text.ts'
import { writeCapacityReport } from '../../reports/capacity/write-capacity-report.ts'
import { runStanding } from '../../reports/progress/run-standing.ts'
import type { ProgressStep } from '../../reports/progress/progress-step.ts'
import { type StartedProgress, startProgress } from '../../reports/progress/start-progress.ts'
import { formatRate } from '../../reports/text/units.ts'
import { pointLatest } from '../../reports/write-folder.ts'
import { concludeCapacity } from '../capacity/conclude-capacity.ts'
import { measureCapacity } from '../capacity/measure-capacity.ts'
import { scaleCapacity } from '../capacity/scale-capacity.ts'
import type { SearchRules } from '../capacity/search-rules.ts'
import { openSession, type Session } from '../lifecycle/session.ts'
import { Interruption } from '../lifecycle/signals.ts'
import type { CapacityRecord, CapacitySearchRecord } from '../model/capacity.ts'
import type { RunRecord } from '../model/run-record.ts'
import type { Scenario } from '../model/scenario.ts'
import { EXIT, exitCodeOf } from '../model/verdict.ts'
import { describeEnvironment } from '../runner/environment.ts'
import { runScenario } from '../runner/run-scenario.ts'
import type { LoadedProfile } from '../target/profile.ts'
import type { CapacityOptions } from './capacity-options.ts'
import { invocation } from './invocation.ts'
import { lingerLivePage, openLivePage } from './live.ts'
import { showSearch, type ShownSearch } from './live-search.ts'
import { printAnswer } from './print-answer.ts'
import { quoteArgument } from './quote-argument.ts'

export interface CapacityRequest {
  readonly scenario: Scenario
  readonly objectives: readonly string[]
  readonly profile: LoadedProfile
  readonly rules: SearchRules
  readonly options: CapacityOptions
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}
const LOG_NAME = 'bridge.log'
const SEED_OCTETS = 4
const DEFAULT_WINDOW = 5

/** Searches, writes the record and prints the answer; returns the exit code. */
export async function executeCapacity(request: CapacityRequest): Promise<number> {
  const { options } = request
  using session = await openSession({
    removeContainers: async (label) => (await import('../target/container-engine.ts')).removeContainers(label),
    report: (sentence) => process.stderr.write(`${sentence}\n`),
  })
  await using live = options.live === undefined ? undefined : await openLivePage(options.live)
  const shown = live && showSearch(live, { scenario: request.scenario, bridge: request.profile.name, objectives: request.objectives })
  const progress = startProgress({ steps: stepsOf(request), quiet: options.quiet ?? false })
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-capacity-'))
  using _folder = session.notes.folder(folder, 'temporary files')
  try {
    const seed = options.seed ?? randomBytes(SEED_OCTETS).toString('hex')
    const record = await search(request, session, { folder, seed, progress, shown })
    await progress.end()
    const html = await report(record, folder, options)
    shown?.end(record.verdict, html)
    if (live) await lingerLivePage(live, session.signal)
    return exitCodeOf(record.verdict.status)
  } catch (error) {
    await progress.end('stopped')
    if (!(error instanceof Interruption)) throw error
    process.stderr.write('Stopped before a capacity was found\n')
    return EXIT.interrupted
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly folder: string
  readonly seed: string
  readonly progress: StartedProgress
  readonly shown: ShownSearch | undefined
}

/** Numbers of subscribers, each with a search of its own. */
const sizesOf = ({ scenario, options }: CapacityRequest): readonly number[] =>
  options.over ?? [options.subscribers ?? scenario.workload.subscribers]

const stepsOf = (request: CapacityRequest): readonly ProgressStep[] =>
  sizesOf(request).map((size) => ({ title: `Search the capacity with ${size} subscribers`, notes: true }))

async function search(request: CapacityRequest, session: Session, place: Place): Promise<CapacityRecord> {
  const { scenario, profile, objectives, options } = request
  const startedAt = new Date().toISOString()
  const searches: CapacitySearchRecord[] = []
  // One after the other: two searches would be each other's noise.
  for (const [step, subscribers] of sizesOf(request).entries()) {
    place.progress.begin(step)
    place.shown?.begin(subscribers)
    searches.push(await searchAt(subscribers, request, session, place))
  }
  const { id, title, proves } = scenario
  return {
    schema: 'callstorm.capacity/1',
    callstorm: version,
    scenario: { id, title, proves },
    startedAt,
    endedAt: new Date().toISOString(),
    command: commandLine(request, place.seed),
    target: { profile: profile.name, kind: profile.kind, description: profile.description },
    environment: describeEnvironment(),
    objectives,
    quick: options.quick ?? false,
    verdict: concludeCapacity(searches),
    searches,
    scaling: options.over && scaleCapacity(searches, place.seed),
  }
}

function searchAt(
  subscribers: number,
  request: CapacityRequest,
  session: Session,
  place: Place,
): Promise<CapacitySearchRecord> {
  const { scenario, rules, options } = request
  const endsAt = performance.now() + (options.within ?? Number.POSITIVE_INFINITY) * 1000
  let probes = 0
  return measureCapacity({
    workload: { ...scenario.workload, seed: place.seed, subscribers },
    start: options.start ?? scenario.workload.arrivals.perSecond,
    lowest: options.lowest,
    highest: options.highest,
    seconds: options.window ?? DEFAULT_WINDOW,
    warmupSeconds: options.warmup,
    rules,
    expirySeconds: options.expiry,
    run: (workload) => runProbe(workload, request, session, place),
    isOutOfTime: () => performance.now() >= endsAt,
    onProbe: (probe, bracket) => {
      probes += 1
      place.shown?.endProbe(probe, bracket)
      place.progress.note(probeLine(probes, probe, bracket))
    },
  })
}

async function runProbe(
  workload: Workload,
  request: CapacityRequest,
  { notes, signal }: Session,
  { folder, progress, shown }: Place,
): Promise<RunRecord> {
  const { scenario, objectives, profile } = request
  signal.throwIfAborted()
  shown?.beginProbe(workload)
  const record = await runScenario({
    scenario,
    workload,
    objectives,
    profile,
    clockMode: 'exact',
    version,
    command: commandLine(request, workload.seed),
    logPath: join(folder, LOG_NAME),
    logName: LOG_NAME,
    notes,
    signal,
    onProgress: (snapshot) => {
      shown?.publish(snapshot)
      const { stand, text } = runStanding(snapshot, { bar: false })
      progress.update({ stand: `${formatRate(workload.arrivals.perSecond)}, ${stand}`, text })
    },
  })
  signal.throwIfAborted()
  return record
}

/** @returns path of the HTML report */
async function report(record: CapacityRecord, temporary: string, { out, ...wanted }: CapacityOptions): Promise<string> {
  const log = join(temporary, LOG_NAME)
  const { folder, html } = await writeCapacityReport(record, out, new Map(existsSync(log) ? [[LOG_NAME, log]] : []))
  await pointLatest(out, folder)
  printAnswer(record, wanted, (screen) => renderCapacity(record, { ...screen, report: html }))
  return html
}

/** The command line that searches with the same calls again. */
function commandLine({ scenario, objectives, options }: CapacityRequest, seed: string): string {
  const parts = [
    `${invocation()} capacity`,
    '--bridge',
    quoteArgument(options.bridge),
    '--scenario',
    scenario.id,
    '--seed',
    quoteArgument(seed),
  ]
  if (options.objective) parts.push('--objective', ...objectives.map(quoteArgument))
  for (const name of ['start', 'lowest', 'highest', 'subscribers'] as const) {
    if (options[name] !== undefined) parts.push(`--${name}`, String(options[name]))
  }
  for (const name of ['window', 'warmup', 'within', 'expiry'] as const) {
    if (options[name] !== undefined) parts.push(`--${name}`, `${options[name]}s`)
  }
  if (options.over) parts.push('--over', `subscribers=${options.over.join(',')}`)
  if (options.quick) parts.push('--quick')
  return parts.join(' ')
}
