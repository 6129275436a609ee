import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedTrace } from '../../simulators/freeswitch/index.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { runStanding, runSteps } from '../../reports/progress/run-standing.ts'
import { startProgress } from '../../reports/progress/start-progress.ts'
import { renderSummary } from '../../reports/summary.ts'
import { writeReport } from '../../reports/write-report.ts'
import { openSession } from '../lifecycle/session.ts'
import { Interruption } from '../lifecycle/signals.ts'
import type { Scenario } from '../model/scenario.ts'
import { EXIT, exitCodeOf } from '../model/verdict.ts'
import { LateStartError } from '../runner/late-start-error.ts'
import { runScenario } from '../runner/run-scenario.ts'
import type { LoadedProfile } from '../target/profile.ts'
import { invocation } from './invocation.ts'
import { endLivePage, finalFiguresOf, lingerLivePage, livePlanOf, openLivePage } from './live.ts'
import { printAnswer } from './print-answer.ts'
import { quoteArgument } from './quote-argument.ts'
import type { RunOptions } from './run-options.ts'
import { UsageError } from './usage-error.ts'

export interface RunRequest {
  /** Id or file of the scenario as it was given; undefined where a trace alone is replayed. */
  readonly named: string | undefined
  readonly scenario: Scenario
  readonly workload: Workload
  /** Events of the workload's trace. */
  readonly trace?: RecordedTrace | undefined
  readonly objectives: readonly string[]
  readonly profile: LoadedProfile
  readonly options: RunOptions
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
const LOG_NAME = 'bridge.log'

/** Runs, writes the report and prints the answer; returns the exit code. */
export async function executeRun(request: RunRequest): Promise<number> {
  const { options } = request
  using session = await openSession({
    removeContainers: async (label) => (await import('../target/container-engine.ts')).removeContainers(label),
    report: (sentence) => process.stderr.write(`${sentence}\n`),
  })
  const { notes, signal } = session
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-run-'))
  using _folder = notes.folder(folder, 'temporary files')
  await using live = options.live === undefined ? undefined : await openLivePage(options.live)
  const { steps, indexOf } = runSteps(request.profile.name, request.workload.warmupSeconds > 0)
  const progress = startProgress({ steps, quiet: options.quiet ?? false })
  progress.begin(indexOf('starting'))
  live?.begin(livePlanOf(request.scenario, request.workload, request.profile.name, request.objectives))
  try {
    const record = await runScenario({
      ...request,
      clockMode: options.clock,
      workers: options.workers,
      pacer: options.pacer,
      startAtMs: options.startAt,
      version,
      command: commandLine(request),
      logPath: join(folder, LOG_NAME),
      logName: LOG_NAME,
      notes,
      signal,
      onPhase: (phase) => progress.begin(indexOf(phase)),
      onProgress: (snapshot) => {
        progress.update(runStanding(snapshot))
        live?.publish(snapshot)
      },
    })
    progress.begin(indexOf('reporting'))
    const written = await writeReport(record, { root: options.out, attachments: attachmentsOf(join(folder, LOG_NAME)) })
    await progress.end()
    if (live) endLivePage(live, { verdict: record.verdict, figures: finalFiguresOf(record) }, written.html)
    printAnswer(record, options, (screen) => renderSummary(record, { ...screen, report: written.html }))
    if (live) await lingerLivePage(live, signal)
    return exitCodeOf(record.verdict.status)
  } catch (error) {
    await progress.end('stopped')
    if (error instanceof LateStartError) throw new UsageError(`${error.message}; --start-at takes a later moment`, { cause: error })
    if (!(error instanceof Interruption)) throw error
    process.stderr.write('Stopped before anything was measured\n')
    return EXIT.interrupted
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const attachmentsOf = (logPath: string): ReadonlyMap<string, string> =>
  new Map(existsSync(logPath) ? [[LOG_NAME, logPath]] : [])

/** The command line that makes the same calls again. */
function commandLine({ named, workload, objectives, options }: RunRequest): string {
  const { arrivals, durationSeconds, trace, warmupSeconds } = workload
  const parts = [`${invocation()} run`, ...(named === undefined ? [] : [quoteArgument(named)]), '--seed', quoteArgument(workload.seed)]
  if (arrivals.perSecond > 0) parts.push('--rate', String(arrivals.perSecond))
  if (trace && options.trace !== undefined) parts.push('--trace', quoteArgument(options.trace), '--speed', String(trace.speed))
  if (trace?.passes !== undefined) parts.push('--repeat', String(trace.passes))
  parts.push('--duration', `${durationSeconds}s`, '--warmup', `${warmupSeconds}s`)
  parts.push('--nodes', String(workload.freeswitchNodes), '--machines', String(workload.softswitchMachines))
  parts.push('--subscribers', String(workload.subscribers), '--webhooks', String(workload.webhooks))
  if (options.arrivals) parts.push('--arrivals', options.arrivals)
  if (options.segment) parts.push('--segment', `${options.segment.part}/${options.segment.of}`)
  if (options.workers) parts.push('--workers', String(options.workers))
  if (options.pacer !== 'thread') parts.push('--pacer', options.pacer)
  if (options.clock !== 'exact') parts.push('--clock', options.clock)
  if (options.bridge !== 'reference') parts.push('--bridge', quoteArgument(options.bridge))
  if (options.target) parts.push('--target', options.target)
  if (options.objective) parts.push('--objective', ...objectives.map(quoteArgument))
  return parts.join(' ')
}
