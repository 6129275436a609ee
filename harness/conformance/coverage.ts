import { type CheckResult, isWorse, type RequirementCoverage } from '../model/conformance.ts'
import type { CheckStatus } from '../model/check.ts'
import type { Requirement } from '../model/requirement.ts'

/** Which checks judge each requirement and what they found; also for those that no check judges. */
export function coverageOf(requirements: readonly Requirement[], checks: readonly { readonly id: string; readonly requirements: readonly string[] }[], results: readonly CheckResult[]): RequirementCoverage[] {
  return requirements.map(({ id, keyword, text, source, notJudged }) => {
    const judging = checks.filter((check) => check.requirements.includes(id)).map((check) => check.id)
    const statuses = results.filter((result) => judging.includes(result.id)).map((result) => result.status)
    const status = statuses.reduce<CheckStatus | undefined>((worst, next) => (worst === undefined || isWorse(next, worst) ? next : worst), undefined)
    return { id, keyword, text, source, checks: judging, status, ...(notJudged !== undefined && { notJudged }) }
  })
}
