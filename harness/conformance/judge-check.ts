import { isWorse, type CheckResult, type Judgement, worstStatus } from '../model/conformance.ts'
import type { Requirement } from '../model/requirement.ts'
import type { CheckDefinition } from './define-check.ts'

/** What decides whether a failure is one. */
export interface Strictness {
  readonly requirements: readonly Requirement[]
  /** Whether a SHOULD counts as a MUST. */
  readonly strict: boolean
}

/** Judgements of one check that are kept: the first of many say what is wrong, a thousand more do not. */
const MOST_KEPT = 50

/** Sums up the judgements of a check: the worst one stands for it, and of equal ones the first. */
export function judgeCheck(check: CheckDefinition, judgements: readonly Judgement[], durationMs: number, strictness: Strictness): CheckResult {
  const weighed = judgements.map((judgement) => weigh(check, judgement, strictness))
  const status = worstStatus(weighed.map((judgement) => judgement.status))
  const troubles = weighed.filter((judgement) => isWorse(judgement.status, 'pass'))
  const worst = weighed.find((judgement) => judgement.status === status)
  const { id, title, requirements, expectation } = check
  return {
    id,
    title,
    requirements,
    status,
    expected: status === 'pass' ? expectation : (worst?.expected ?? expectation),
    actual: status === 'pass' ? passed(weighed) : (worst?.actual ?? 'nothing was judged'),
    evidence: worst?.evidence ?? [],
    judgements: troubles.toSorted((a, b) => Number(isWorse(b.status, a.status)) - Number(isWorse(a.status, b.status))).slice(0, MOST_KEPT),
    durationMs: Math.round(durationMs),
  }
}

const passed = (judgements: readonly Judgement[]): string => `as expected (${judgements.length} ${judgements.length === 1 ? 'judgement' : 'judgements'})`

/** A failure against a SHOULD is a warning, unless strict; what is not settled is never more than a warning. */
function weigh(check: CheckDefinition, judgement: Judgement, { requirements, strict }: Strictness): Judgement {
  const advisory = check.requirements.every((id) => requirements.find((requirement) => requirement.id === id)?.keyword === 'SHOULD')
  if (judgement.status === 'fail' && (check.provisional || (advisory && !strict))) return { ...judgement, status: 'warn' }
  if (judgement.status === 'warn' && strict && !check.provisional) return { ...judgement, status: 'fail' }
  return judgement
}
