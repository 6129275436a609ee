import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderAb } from '../../reports/ab/ab-text.ts'
import { writeAbReport } from '../../reports/ab/write-ab-report.ts'
import { startProgress, type StartedProgress } from '../../reports/progress/start-progress.ts'
import { pointLatest } from '../../reports/write-folder.ts'
import { abWorkload, type Side } from '../gate/ab-workload.ts'
import { type Batch, compareBridges } from '../gate/compare-bridges.ts'
import { runSides, type Together } from '../gate/run-sides.ts'
import type { NamedLatency } from '../gate/read-rounds.ts'
import { openSession, type Session } from '../lifecycle/session.ts'
import { Interruption } from '../lifecycle/signals.ts'
import type { AbDecision, AbRecord } from '../model/gate.ts'
import type { RunRecord } from '../model/run-record.ts'
import type { Scenario } from '../model/scenario.ts'
import { EXIT, exitCodeOf, type Verdict } from '../model/verdict.ts'
import { describeEnvironment } from '../runner/environment.ts'
import { runScenario } from '../runner/run-scenario.ts'
import type { LoadedProfile } from '../target/profile.ts'
import type { AbOptions } from './ab-options.ts'
import { invocation } from './invocation.ts'
import { printAnswer } from './print-answer.ts'
import { quoteArgument } from './quote-argument.ts'

export interface AbRequest {
  readonly scenario: Scenario
  readonly profiles: Readonly<Record<Side, LoadedProfile>>
  readonly metrics: readonly NamedLatency[]
  readonly options: AbOptions
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}
const SEED_OCTETS = 4

/** Compares, writes the record and prints the answer; returns the exit code. */
export async function executeAb(request: AbRequest): Promise<number> {
  const { options } = request
  using session = await openSession({
    removeContainers: async (label) => (await import('../target/container-engine.ts')).removeContainers(label),
    report: (sentence) => process.stderr.write(`${sentence}\n`),
  })
  const { a, b } = request.profiles
  const steps = [{ title: `Let ${b.name} and ${a.name} take turns`, notes: true }]
  const progress = startProgress({ steps, quiet: options.quiet ?? false })
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-ab-'))
  using _folder = session.notes.folder(folder, 'temporary files')
  try {
    progress.begin(0)
    const record = await compare(request, session, folder, progress)
    await progress.end()
    await report(record, options)
    return exitCodeOf(record.verdict.status)
  } catch (error) {
    await progress.end('stopped')
    if (!(error instanceof Interruption)) throw error
    process.stderr.write('Stopped before anything was decided\n')
    return EXIT.interrupted
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(
  request: AbRequest,
  session: Session,
  folder: string,
  progress: StartedProgress,
): Promise<AbRecord> {
  const { scenario, profiles, metrics, options } = request
  const seed = options.seed ?? randomBytes(SEED_OCTETS).toString('hex')
  const startedAt = new Date().toISOString()
  const { rounds, decision } = await compareBridges({
    metrics,
    runBoth: (batch) => {
      const plan = { request, session, folder, seed: `${seed}-${batch.index}`, batch }
      const run = (side: Side, together: Together) => runSide(side, plan, together)
      return runSides({ first: batch.first, signal: session.signal, run })
    },
    onBatch: ({ rounds, because }) => {
      progress.update({ stand: `${rounds} rounds of eight blocks` })
      progress.note(because)
    },
  })
  return {
    schema: 'callstorm.ab/1',
    callstorm: version,
    scenario: { id: scenario.id, title: scenario.title },
    startedAt,
    endedAt: new Date().toISOString(),
    command: commandLine(request, seed),
    environment: describeEnvironment(),
    a: profiles.a.name,
    b: profiles.b.name,
    metrics: metrics.map(({ metric }) => metric),
    rounds,
    decision,
    verdict: verdictOf(decision),
  }
}

interface BatchPlan {
  readonly request: AbRequest
  readonly session: Session
  readonly folder: string
  readonly seed: string
  readonly batch: Batch
}

/** One side of a batch. */
function runSide(side: Side, { request, session, folder, seed, batch }: BatchPlan, together: Together): Promise<RunRecord> {
  const { scenario, profiles, options } = request
  const { workload } = scenario
  const arrivals = { ...workload.arrivals, perSecond: options.rate }
  return runScenario({
    scenario,
    workload: abWorkload({ ...workload, seed, arrivals }, side === batch.first ? 'first' : 'second', batch.rounds),
    objectives: scenario.objectives,
    profile: profiles[side],
    clockMode: 'exact',
    ...together,
    version,
    command: commandLine(request, seed),
    logPath: join(folder, `bridge-${side}.log`),
    logName: `bridge-${side}.log`,
    notes: session.notes,
    onProgress: () => {},
  })
}

function verdictOf({ status, because }: AbDecision): Verdict {
  switch (status) {
    case 'pass':
      return { status, reasons: [] }
    case 'go-on':
      return { status: 'unknown', reasons: [{ status: 'unknown', message: because }] }
    case 'fail':
    case 'invalid':
    case 'unknown':
      return { status, reasons: [{ status, message: because }] }
  }
}

async function report(record: AbRecord, { out, ...wanted }: AbOptions): Promise<void> {
  const { folder, html } = await writeAbReport(record, out)
  await pointLatest(out, folder)
  printAnswer(record, wanted, (screen) => renderAb(record, { ...screen, report: html }))
}

/** The command line that compares with the same calls again. */
function commandLine({ scenario, metrics, options }: AbRequest, seed: string): string {
  const { a, b, rate } = options
  const parts = [`${invocation()} ab`, '--a', quoteArgument(a), '--b', quoteArgument(b), '--scenario', scenario.id]
  parts.push('--rate', String(rate), '--seed', quoteArgument(seed))
  parts.push('--metric', ...metrics.map(({ metric }) => metric))
  return parts.join(' ')
}
