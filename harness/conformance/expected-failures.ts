import { parse } from 'yaml'
import { z } from 'zod'
import { readTextFile, WRITTEN_BY_HAND } from '../lifecycle/read-text-file.ts'
import type { CheckResult } from '../model/conformance.ts'

/** Checks that are known to fail, with the reason. They still run, and one that passes fails the run. */
export type ExpectedFailures = ReadonlyMap<string, string>

const schema = z.array(z.strictObject({ id: z.string().min(1), reason: z.string().min(1) }))

/** A list that cannot be used, with everything that is wrong with it: exit code 64. */
export class ExpectedFailuresError extends Error {
  readonly code = 'USAGE'

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    super(`Cannot use the expected failures of "${file}" as each must have an "id" and a "reason":${problems.map((problem) => `\n  ${problem}`).join('')}`, options)
    this.name = 'ExpectedFailuresError'
  }
}

/** Reads a YAML list of `id` and `reason`. @throws ExpectedFailuresError */
export function readExpectedFailures(file: string, ids: readonly string[]): ExpectedFailures {
  const parsed = schema.safeParse(readYaml(file))
  if (!parsed.success) throw new ExpectedFailuresError(file, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  const unknown = parsed.data.filter(({ id }) => !ids.includes(id))
  if (unknown.length > 0) throw new ExpectedFailuresError(file, unknown.map(({ id }) => `there is no check "${id}"`))
  return new Map(parsed.data.map(({ id, reason }) => [id, reason]))
}

function readYaml(file: string): unknown {
  try {
    return parse(readTextFile(file, WRITTEN_BY_HAND))
  } catch (cause) {
    throw new ExpectedFailuresError(file, [cause instanceof Error ? cause.message : String(cause)], { cause })
  }
}

/** Marks results that were expected to fail. */
export const markExpected = (results: readonly CheckResult[], expected: ExpectedFailures): CheckResult[] =>
  results.map((result) => {
    const reason = expected.get(result.id)
    return reason === undefined ? result : { ...result, expectedFailure: reason }
  })
