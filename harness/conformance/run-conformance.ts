import { mkdirSync } from 'node:fs'
import type { CheckStatus } from '../model/check.ts'
import type { CheckData, CheckResult, ConformanceRecord } from '../model/conformance.ts'
import { isWorse } from '../model/conformance.ts'
import type { Requirement } from '../model/requirement.ts'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import { describeEnvironment } from '../runner/environment.ts'
import { type LoadedProfile, ProfileError } from '../target/profile.ts'
import { conformanceVerdict } from './conformance-verdict.ts'
import { coverageOf } from './coverage.ts'
import type { CheckDefinition } from './define-check.ts'
import { type ExpectedFailures, markExpected } from './expected-failures.ts'
import { judgeCheck } from './judge-check.ts'
import { missingNeed } from './needs.ts'
import { planBatches } from './plan-batches.ts'
import { type Repetition, runBatches } from './run-batches.ts'

export interface ConformanceOptions {
  readonly profile: LoadedProfile
  readonly checks: readonly CheckDefinition[]
  readonly requirements: readonly Requirement[]
  readonly version: string
  readonly command: string
  readonly seed: string
  readonly run: string
  readonly folder: string
  readonly notes: RunNotes
  readonly jobs: number
  readonly repeat: number
  readonly strict: boolean
  /** Whether every HTTP and websocket connection is TLS. @default false */
  readonly tls?: boolean | undefined
  /** Whether the first failure ends the run. */
  readonly bail: boolean
  readonly expectedFailures: ExpectedFailures
  readonly signal: AbortSignal
  /** Called for each repetition of a check that has run. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number; readonly id: string; readonly status: CheckStatus }) => void
}

/**
 * Runs checks against a bridge.
 * @throws TargetError when the bridge cannot be started at all, ProfileError when it is to speak TLS and cannot
 */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceRecord> {
  const { checks, profile, signal, strict, requirements, repeat } = options
  if (options.tls && !profile.capabilities.tls) throw new ProfileError(profile.file, ['capabilities.tls must be true for a run over TLS: current value is false'])
  const startedAt = new Date().toISOString()
  mkdirSync(options.folder, { recursive: true })
  const bail = new AbortController()
  const strictness = { requirements, strict }
  const missing = checks.flatMap((check) => {
    const judgement = missingNeed(check, profile)
    return judgement ? [judgeCheck(check, [judgement], 0, strictness)] : []
  })
  const runnable = checks.filter(({ id }) => !missing.some((result) => result.id === id))
  let done = 0
  const onRepetition = ({ check, judgements, durationMs }: Repetition): void => {
    const { status } = judgeCheck(check, judgements, durationMs, strictness)
    if (options.bail && status === 'fail' && !options.expectedFailures.has(check.id)) bail.abort(new Error('bail'))
    options.onProgress({ done: ++done, total: runnable.length * repeat, id: check.id, status })
  }
  const repetitions: Repetition[] = []
  try {
    const settings = { ...options, signal: AbortSignal.any([signal, bail.signal]), scanning: runnable.filter(({ scan }) => scan), onRepetition: (repetition: Repetition) => {
      repetitions.push(repetition)
      onRepetition(repetition)
    } }
    await runBatches(planBatches(runnable), settings)
  } catch (error) {
    if (!signal.aborted && !bail.signal.aborted) throw error
  }
  const ran = runnable.flatMap((check) => sumUp(check, repetitions, strictness) ?? [])
  const order = new Map(checks.map(({ id }, index) => [id, index]))
  const results = markExpected([...missing, ...ran].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)), options.expectedFailures)
  return {
    schema: 'callstorm.conformance/1',
    callstorm: options.version,
    startedAt,
    endedAt: new Date().toISOString(),
    command: options.command,
    seed: options.seed,
    strict,
    tls: options.tls ?? false,
    profile: { name: profile.name, description: profile.description, kind: profile.kind },
    capabilities: profile.capabilities,
    environment: describeEnvironment(),
    verdict: conformanceVerdict(results, signal.aborted),
    results,
    checks: checks.map(dataOf),
    coverage: coverageOf(requirements, checks, results),
  }
}

/** The worst repetition stands for a check; repetitions that differ make it flaky. */
function sumUp(check: CheckDefinition, repetitions: readonly Repetition[], strictness: Parameters<typeof judgeCheck>[3]): CheckResult | undefined {
  const results = repetitions.filter((repetition) => repetition.check === check).map(({ judgements, durationMs }) => judgeCheck(check, judgements, durationMs, strictness))
  const [first, ...others] = results
  if (!first) return undefined
  const worst = others.reduce((one, other) => (isWorse(other.status, one.status) ? other : one), first)
  const statuses = results.map(({ status }) => status)
  return new Set(statuses).size > 1 ? { ...worst, flaky: statuses } : worst
}

export const dataOf = ({ id, title, requirements, needs, stimulus, expectation, mutants, provisional }: CheckDefinition): CheckData => ({
  id,
  title,
  requirements,
  needs,
  stimulus,
  expectation,
  mutants,
  ...(provisional !== undefined && { provisional }),
})
