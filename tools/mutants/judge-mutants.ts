import type { CheckStatus } from '../../harness/model/check.ts'

/** What a mutant is made to show. */
export interface Expected {
  readonly id: string
  readonly name: string
  /** Checks of which none may pass. */
  readonly trips: readonly string[]
  /** Checks that it cannot but disturb, `topic/*` for some of a topic. */
  readonly disturbs?: readonly string[]
}

/** What checks found: of the reference bridge, or of one mutant. */
export interface Findings {
  readonly id: string
  readonly statuses: ReadonlyMap<string, CheckStatus>
  /** Why there are none. */
  readonly problem?: string
}

export interface MutantVerdict {
  /** Each is a reason to fail. */
  readonly problems: readonly string[]
  /** Checks that tripped although nobody said so: they look at the wrong thing, or the fault has a side effect. */
  readonly unlisted: readonly string[]
  /** Ids of mutants that trip every check made for them. */
  readonly caught: readonly string[]
}

/** A warning is a trip too: a check of a SHOULD does no more. What is unknown proves nothing. */
export const isTrip = (status: CheckStatus | undefined): boolean => status === 'fail' || status === 'warn'

/** Checks of which the findings say nothing, because the machine was too busy: they can be judged again. */
export const undecided = (checks: readonly string[], { statuses }: Findings): string[] => checks.filter((check) => statuses.get(check) === 'unknown')

/** Findings with what was found at the second look in the place of what nobody could tell at the first. */
export const withSecondLook = (first: Findings, second: Findings): Findings =>
  second.problem === undefined ? { ...first, statuses: new Map([...first.statuses, ...second.statuses]) } : first

/**
 * Whether the checks are proven: each passes on the reference bridge and trips on some mutant made for it, and each mutant
 * trips every check that it is made for.
 *
 * @param checks ids of the checks that must be proven
 */
export function judgeMutants(checks: readonly string[], reference: Findings, mutants: readonly Expected[], findings: readonly Findings[]): MutantVerdict {
  const found = new Map(findings.map((finding) => [finding.id, finding]))
  const killed = new Set(mutants.flatMap(({ id, trips }) => trips.filter((check) => isTrip(found.get(id)?.statuses.get(check)))))
  return {
    problems: [
      ...referenceProblems(checks, reference),
      ...mutants.flatMap((mutant) => mutantProblems(mutant, found.get(mutant.id))),
      ...checks.filter((check) => !killed.has(check)).map((check) => `${check} trips on no mutant made for it`),
    ],
    caught: mutants.filter((mutant) => mutantProblems(mutant, found.get(mutant.id)).length === 0).map(({ id }) => id),
    unlisted: mutants.flatMap((mutant) => unlistedTrips(mutant, found.get(mutant.id))),
  }
}

function referenceProblems(checks: readonly string[], { statuses, problem }: Findings): string[] {
  if (problem !== undefined) return [`the reference bridge was not judged: ${problem}`]
  return checks.filter((check) => statuses.get(check) !== 'pass').map((check) => `${check} is ${statuses.get(check) ?? 'not run'} on the reference bridge, and so proves nothing`)
}

function mutantProblems({ id, name, trips }: Expected, findings: Findings | undefined): string[] {
  if (findings === undefined || findings.problem !== undefined) return [`${id} ${name} was not judged: ${findings?.problem ?? 'it was not run'}`]
  const missed = trips.filter((check) => !isTrip(findings.statuses.get(check)))
  if (missed.length > 0 && missed.length === trips.length) return [`${id} ${name} survives: ${described(missed, findings)}`]
  return missed.map((check) => `${id} ${name} does not trip ${described([check], findings)}`)
}

const described = (checks: readonly string[], { statuses }: Findings): string => checks.map((check) => `${check} (${statuses.get(check) ?? 'no such check'})`).join(', ')

function unlistedTrips({ id, name, trips, disturbs = [] }: Expected, findings: Findings | undefined): string[] {
  const listed = (check: string): boolean => [...trips, ...disturbs].some((known) => (known.endsWith('*') ? check.startsWith(known.slice(0, -1)) : check === known))
  return [...(findings?.statuses ?? [])].flatMap(([check, status]) => (isTrip(status) && !listed(check) ? [`${id} ${name} trips ${check}`] : []))
}
