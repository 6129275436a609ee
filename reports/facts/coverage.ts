import type { RequirementCoverage } from '../../harness/model/conformance.ts'

/** How well a run covers a requirement. */
export type Cover =
  /** A check judged it. */
  | 'judged'
  /** Checks exist and ran, and none could tell. */
  | 'not-known'
  /** Checks exist, and none of them ran or applies. */
  | 'not-run'
  /** No check can judge it from outside; the catalogue says why. */
  | 'not-judgeable'

export function coverOf({ status, notJudged }: RequirementCoverage): Cover {
  switch (status) {
    case 'pass':
    case 'warn':
    case 'fail':
      return 'judged'
    case 'unknown':
      return 'not-known'
    case 'not-applicable':
    case undefined:
      return notJudged === undefined ? 'not-run' : 'not-judgeable'
  }
}

/** `70 of 75 requirements judged, 3 not run, 2 not judgeable from outside`. */
export function coverageText(coverage: readonly RequirementCoverage[]): string {
  const count = (cover: Cover): number => coverage.filter((one) => coverOf(one) === cover).length
  const rest = [
    [count('not-known'), 'not known'],
    [count('not-run'), 'not run or not applicable'],
    [count('not-judgeable'), 'not judgeable from outside'],
  ] as const
  const named = rest.flatMap(([many, words]) => (many === 0 ? [] : [`${many} ${words}`]))
  return [`${count('judged')} of ${coverage.length} requirements judged`, ...named].join(', ')
}
