import type { CheckResult } from '../model/conformance.ts'
import type { Reason, Verdict } from '../model/verdict.ts'

/**
 * A failure, or a pass where a failure was expected, fails the run; then what could not be known; then a run in which
 * nothing was judged, which is never a pass.
 */
export function conformanceVerdict(results: readonly CheckResult[], aborted: boolean): Verdict {
  const failures = results.flatMap((result) => failureOf(result) ?? [])
  if (aborted) return { status: 'aborted', reasons: failures }
  if (failures.length > 0) return { status: 'fail', reasons: failures }
  const unknowns = results
    .filter(({ status, expectedFailure }) => status === 'unknown' && expectedFailure === undefined)
    .map(({ id, actual }): Reason => ({ status: 'unknown', message: `${id}: ${actual}` }))
  if (unknowns.length > 0) return { status: 'unknown', reasons: unknowns }
  const judged = results.filter(({ status }) => status === 'pass' || status === 'warn')
  if (judged.length === 0) return { status: 'unknown', reasons: [{ status: 'unknown', message: 'nothing was judged: no check applies to this bridge' }] }
  return { status: 'pass', reasons: [] }
}

function failureOf({ id, status, expected, actual, expectedFailure, flaky }: CheckResult): Reason | undefined {
  if (flaky) return { status: 'fail', message: `${id}: flaky (${flaky.join(', ')})` }
  if (expectedFailure !== undefined) {
    return status === 'pass' ? { status: 'fail', message: `${id}: passes although it is listed as an expected failure: take it off the list` } : undefined
  }
  return status === 'fail' ? { status: 'fail', message: `${id}: expected ${expected}; ${actual}` } : undefined
}
