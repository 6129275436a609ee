import { isDeepStrictEqual } from 'node:util'
import { COMPARABLE_CONDITIONS } from '../gate/comparability.ts'
import type { ConditionDifference } from '../model/comparison.ts'
import type { RunRecord } from '../model/run-record.ts'
import type { Side } from './side.ts'

/** Conditions that a reader wants to see when they differ, though figures stay comparable. */
const NOTABLE: readonly { readonly name: string; readonly of: (record: RunRecord) => unknown }[] = [
  { name: 'the bridge', of: ({ target }) => target.profile },
  { name: 'what the bridge is', of: ({ target }) => target.description },
  { name: 'the seed', of: ({ workload }) => workload.seed },
  { name: 'the objectives', of: ({ objectives }) => objectives.map(({ text }) => text) },
  { name: 'the version of Node.js', of: ({ environment }) => environment.node },
  { name: 'the platform', of: ({ environment }) => environment.platform },
]

/** Every condition whose values are not the same for all runs of all sides, those that break the comparison first. */
export const conditionDifferences = (sides: readonly Side[]): ConditionDifference[] =>
  [
    ...COMPARABLE_CONDITIONS.map((condition) => ({ ...condition, breaks: true })),
    ...NOTABLE.map((condition) => ({ ...condition, breaks: false })),
  ].flatMap(({ name, of, breaks }) => {
    const values = sides.map(({ runs }) => distinct(runs.map(of)))
    const isSame = distinct(values.flat()).length === 1
    return isSame ? [] : [{ name, breaks, values: values.map((side) => side.map(show).join(' or ')) }]
  })

function distinct(values: readonly unknown[]): unknown[] {
  const found: unknown[] = []
  for (const value of values) if (!found.some((known) => isDeepStrictEqual(known, value))) found.push(value)
  return found
}

/** Texts as they are; lists and structures as JSON without the quotes that only get in the way. */
const show = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value)?.replaceAll('"', '') ?? 'none')
