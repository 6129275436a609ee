import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MUTANTS } from '../../bridges/mutants/index.ts'
import { makeReportFolder } from '../../harness/commands/report-folder.ts'
import { UsageError } from '../../harness/commands/usage-error.ts'
import { trapSignals } from '../../harness/lifecycle/signals.ts'
import { EXIT } from '../../harness/model/verdict.ts'
import { CHECKS } from '../../scenarios/conformance/index.ts'
import { judgeBridge } from './judge-bridge.ts'
import { type Expected, type Findings, judgeMutants, undecided, withSecondLook } from './judge-mutants.ts'
import { matrixText } from './matrix.ts'

/** What the user said on the command line. */
export interface MutantsOptions {
  readonly all?: boolean
  readonly jobs: number
  readonly minutes?: number
  readonly seed: string
  readonly out?: string
}

const PROFILE = fileURLToPath(new URL('../../bridges/mutants/mutant.bridge.yaml', import.meta.url))
const KNOWN = CHECKS.map(({ id }) => id)
const MINUTES = 15
const MINUTES_FOR_ALL = 90

/**
 * Judges the reference and the mutants, and prints which check tripped on which.
 * @returns the exit code
 * @throws UsageError for a mutant that there is not; the reason of a signal that stops it
 */
export async function runMutants(ids: readonly string[], options: MutantsOptions): Promise<number> {
  const unknown = ids.filter((id) => !MUTANTS.some((mutant) => mutant.id === id))
  if (unknown.length > 0) {
    throw new UsageError(`Cannot run mutants as there must be such: current value is ${unknown.map((id) => JSON.stringify(id)).join(', ')}`)
  }
  using trap = trapSignals()
  const { minutes = options.all ? MINUTES_FOR_ALL : MINUTES, out } = options
  if (out !== undefined) makeReportFolder(out)
  const folder = out ?? mkdtempSync(join(tmpdir(), 'callstorm-mutants-'))
  const signal = AbortSignal.any([trap.signal, AbortSignal.timeout(minutes * 60_000)])
  try {
    const problems = await proveChecks(ids, { ...options, folder, signal, stop: trap.signal })
    return problems > 0 ? EXIT.fail : EXIT.pass
  } catch (error) {
    if (out === undefined && trap.signal.aborted) rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

interface Work extends Pick<MutantsOptions, 'all' | 'jobs' | 'seed'> {
  readonly folder: string
  /** Ends it, by the user or by the clock. */
  readonly signal: AbortSignal
  /** By the user: then nothing is concluded. */
  readonly stop: AbortSignal
}

/** @returns the number of problems */
async function proveChecks(ids: readonly string[], work: Work): Promise<number> {
  const startedAt = performance.now()
  const { folder, jobs, seed, signal } = work
  const chosen = ids.length > 0 ? MUTANTS.filter(({ id }) => ids.includes(id)) : MUTANTS
  const named = new Set(chosen.flatMap(({ trips }) => trips))
  /** With some mutants only, only their checks can be proven. */
  const proving = ids.length > 0 ? KNOWN.filter((id) => named.has(id)) : KNOWN
  process.stdout.write(`${chosen.length} mutants and the reference, ${proving.length} checks\n`)
  const first = await judgeBridge({ id: 'reference', only: ids.length > 0 ? proving : [], jobs: 3, folder: join(folder, 'reference'), seed, signal })
  const needsTheMachine = ({ trips }: Expected): boolean => work.all === true || CHECKS.some(({ id, exclusive }) => exclusive && trips.includes(id))
  const beside = await judgeAll(chosen.filter((mutant) => !needsTheMachine(mutant)), jobs, work)
  const alone = await judgeAll(chosen.filter(needsTheMachine), work.all ? jobs : 1, work)
  const reference = await lookAgain(first, proving, work)
  const findings: Findings[] = []
  for (const finding of [...beside, ...alone]) {
    findings.push(await lookAgain(finding, chosen.find(({ id }) => id === finding.id)?.trips ?? [], work))
  }
  work.stop.throwIfAborted()
  const { problems, unlisted, caught } = judgeMutants(proving, reference, chosen, findings)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stdout.write(`\n${matrixText(chosen, findings)}\n✓ trips  ✗ passes  ? unknown or not applicable  - no such check\n`)
  for (const line of unlisted) process.stdout.write(`unlisted: ${line}\n`)
  for (const line of problems) process.stdout.write(`problem: ${line}\n`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'mutants.json'), `${JSON.stringify({ caught, problems, unlisted, seconds }, undefined, 2)}\n`)
  process.stdout.write(`${caught.length} of ${chosen.length} mutants caught, ${proving.length} checks, ${problems.length} problems in ${seconds} s; records: ${folder}\n`)
  return problems.length
}

async function judgeAll(mutants: readonly Expected[], atOnce: number, work: Work): Promise<Findings[]> {
  const queue = [...mutants]
  const found: Findings[] = []
  const judgeNext = async (): Promise<void> => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) found.push(await judge(mutant, work))
  }
  await Promise.all(Array.from({ length: atOnce }, judgeNext))
  return found
}

async function judge(mutant: Expected, { all, folder, seed, signal }: Work): Promise<Findings> {
  const checks = KNOWN.filter((id) => mutant.trips.includes(id))
  if (checks.length === 0) return { id: mutant.id, statuses: new Map() }
  const findings = await judgeBridge({
    id: mutant.id,
    profile: PROFILE,
    environment: { MUTANT: mutant.id },
    only: all ? [] : checks,
    jobs: all ? 3 : 2,
    folder: join(folder, mutant.id),
    seed,
    signal,
  })
  process.stdout.write(matrixText([mutant], [findings]))
  return findings
}

/** A check that could not be judged is judged once more, with the machine to itself; what is unknown then stays so. */
async function lookAgain(findings: Findings, checks: readonly string[], { folder, seed, signal }: Work): Promise<Findings> {
  const only = undecided(checks, findings)
  if (only.length === 0 || signal.aborted) return findings
  process.stdout.write(`${findings.id}  once more: ${only.join(', ')}\n`)
  const bridge = findings.id === 'reference' ? {} : { profile: PROFILE, environment: { MUTANT: findings.id } }
  const again = await judgeBridge({ id: findings.id, ...bridge, only, jobs: 1, folder: join(folder, `${findings.id}-again`), seed, signal })
  return withSecondLook(findings, again)
}
