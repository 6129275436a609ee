import type { Evidence } from '../model/check.ts'
import type { Ground, Judgement } from '../model/conformance.ts'

/** A judgement about something that was looked at directly: a reply, a close code, a count of attempts. */
export function claim(holds: boolean, expected: string, actual: string, evidence: readonly Evidence[] = []): Judgement {
  return { status: holds ? 'pass' : 'fail', expected, actual, evidence }
}

/** Says what a failure rests on; any other judgement stays as it is. */
export const groundedOn = (ground: Ground, judgement: Judgement): Judgement => (judgement.status === 'fail' ? { ...judgement, ground } : judgement)

/** A failure seen in what the bridge itself sent or answered: it stays one, whatever the machine did meanwhile. */
export const fact = (judgement: Judgement): Judgement => groundedOn('fact', judgement)

/** What cannot be known, and why. */
export const unknown = (expected: string, why: string): Judgement => ({ status: 'unknown', expected, actual: why, evidence: [] })

/** A failure that the contract only advises against. */
export const should = (judgement: Judgement): Judgement => (judgement.status === 'fail' ? { ...judgement, status: 'warn' } : judgement)

/** What this bridge need not do, and why: seen only when the check ran. */
export const notApplicable = (expected: string, why: string): Judgement => ({ status: 'not-applicable', expected, actual: why, evidence: [] })
