/**
 * `npm run mutants`: proves the conformance checks. Each must pass on the reference bridge and trip on the mutants made
 * for it. `-- --all` runs every check on every mutant; `-- M01 X03` only these mutants; `--jobs`, `--minutes`, `--out`.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MUTANTS } from '../bridges/mutants/index.ts'
import { CHECKS } from '../scenarios/conformance/index.ts'
import { judgeBridge } from './mutants/judge-bridge.ts'
import { type Expected, type Findings, judgeMutants, undecided, withSecondLook } from './mutants/judge-mutants.ts'
import { matrixText } from './mutants/matrix.ts'

const PROFILE = fileURLToPath(new URL('../bridges/mutants/mutant.bridge.yaml', import.meta.url))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '5' },
    minutes: { type: 'string' },
    seed: { type: 'string', default: 'mutants' },
    out: { type: 'string' },
  },
})
const [jobs, minutes] = [Number(values.jobs), Number(values.minutes ?? (values.all ? 90 : 15))]
const folder = values.out ?? mkdtempSync(join(tmpdir(), 'callstorm-mutants-'))
const unknownIds = positionals.filter((id) => !MUTANTS.some((mutant) => mutant.id === id))
if (unknownIds.length > 0 || !(jobs >= 1) || !(minutes > 0)) {
  process.stderr.write(`Cannot run mutants as ids must be known and numbers positive: current value is "${process.argv.slice(2).join(' ')}"\n`)
  process.exit(64)
}

const chosen = positionals.length > 0 ? MUTANTS.filter(({ id }) => positionals.includes(id)) : MUTANTS
const known = CHECKS.map(({ id }) => id)
const named = new Set(chosen.flatMap(({ trips }) => trips))
/** With some mutants only, only their checks can be proven. */
const proving = positionals.length > 0 ? known.filter((id) => named.has(id)) : known
const signal = AbortSignal.timeout(minutes * 60_000)
const startedAt = performance.now()

const only = (ids: readonly string[]): string[] => known.filter((id) => ids.includes(id))
const needsTheMachine = ({ trips }: Expected): boolean => values.all || CHECKS.some(({ id, exclusive }) => exclusive && trips.includes(id))

async function judge(mutant: Expected): Promise<Findings> {
  const checks = only(mutant.trips)
  if (checks.length === 0) return { id: mutant.id, statuses: new Map() }
  const findings = await judgeBridge({
    id: mutant.id,
    profile: PROFILE,
    environment: { MUTANT: mutant.id },
    only: values.all ? [] : checks,
    jobs: values.all ? 3 : 2,
    folder: join(folder, mutant.id),
    seed: values.seed,
    signal,
  })
  process.stdout.write(matrixText([mutant], [findings]))
  return findings
}

/** A check that could not be judged is judged once more, with the machine to itself; what is unknown then stays so. */
async function lookAgain(findings: Findings, checks: readonly string[], environment: Readonly<Record<string, string>>): Promise<Findings> {
  const only = undecided(checks, findings)
  if (only.length === 0 || signal.aborted) return findings
  process.stdout.write(`${findings.id}  once more: ${only.join(', ')}\n`)
  const isReference = findings.id === 'reference'
  const again = await judgeBridge({ id: findings.id, ...(isReference ? {} : { profile: PROFILE, environment }), only, jobs: 1, folder: join(folder, `${findings.id}-again`), seed: values.seed, signal })
  return withSecondLook(findings, again)
}

async function judgeAll(mutants: readonly Expected[], atOnce: number): Promise<Findings[]> {
  const queue = [...mutants]
  const found: Findings[] = []
  const work = async (): Promise<void> => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) found.push(await judge(mutant))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found
}

const first = await judgeBridge({ id: 'reference', only: positionals.length > 0 ? proving : [], jobs: 3, folder: join(folder, 'reference'), seed: values.seed, signal })
const beside = await judgeAll(chosen.filter((mutant) => !needsTheMachine(mutant)), jobs)
const alone = await judgeAll(chosen.filter(needsTheMachine), values.all ? jobs : 1)
const reference = await lookAgain(first, proving, {})
const findings: Findings[] = []
for (const finding of [...beside, ...alone]) findings.push(await lookAgain(finding, chosen.find(({ id }) => id === finding.id)?.trips ?? [], { MUTANT: finding.id }))
const { problems, unlisted, caught } = judgeMutants(proving, reference, chosen, findings)
const seconds = Math.round((performance.now() - startedAt) / 1000)

process.stdout.write(`\n${matrixText(chosen, findings)}\n✓ trips  ✗ passes  ? unknown or not applicable  - no such check\n`)
for (const line of unlisted) process.stdout.write(`unlisted: ${line}\n`)
for (const line of problems) process.stdout.write(`problem: ${line}\n`)
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'mutants.json'), `${JSON.stringify({ caught, problems, unlisted, seconds }, undefined, 2)}\n`)
process.stdout.write(`${caught.length} of ${chosen.length} mutants caught, ${proving.length} checks, ${problems.length} problems in ${seconds} s; records: ${folder}\n`)
process.exitCode = problems.length > 0 ? 1 : 0
