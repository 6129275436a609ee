import type { CheckResult, ConformanceRecord } from '../../harness/model/conformance.ts'
import { groupByTopic, outcomeOf } from '../facts/check-outcome.ts'
import { verdictOutcome } from '../junit.ts'
import { printableLines } from '../text/printable.ts'
import { renderJunitSuites } from '../xml/junit-suites.ts'
import type { JunitOutcome } from '../xml/junit-suites.ts'

/** What fails the run is a failure, what could not be known an error, what does not count is skipped. */
function checkOutcome(result: CheckResult): JunitOutcome {
  const { expected, actual, flaky, expectedFailure } = result
  const message = `expected ${expected}; ${actual}`
  switch (outcomeOf(result)) {
    case 'pass':
      return { kind: 'passed', message: '' }
    case 'warn':
      return { kind: 'skipped', message: `warning, a SHOULD: ${message}` }
    case 'not-applicable':
      return { kind: 'skipped', message: `not applicable: ${actual}` }
    case 'expected-failure':
      return { kind: 'skipped', message: `expected failure: ${expectedFailure ?? ''}` }
    case 'unexpected-pass':
      return { kind: 'failure', message: `passes although it is listed as an expected failure: ${expectedFailure ?? ''}` }
    case 'flaky':
      return { kind: 'failure', message: `flaky: ${flaky?.join(', ') ?? ''}`, details: detailsOf(result) }
    case 'fail':
      return { kind: 'failure', message, details: detailsOf(result) }
    case 'unknown':
      return { kind: 'error', message, details: detailsOf(result) }
  }
}

function detailsOf({ requirements, expected, actual, evidence }: CheckResult): readonly string[] {
  const excerpts = evidence.flatMap(({ title, excerpt, file }) => [
    ...(excerpt === '' ? [] : [`${title}:`, ...printableLines(excerpt, 20, 200).map((line) => `  ${line}`)]),
    ...(file === undefined ? [] : [`whole: ${file}`]),
  ])
  return [`requires ${requirements.join(', ')}`, `expected ${expected}`, `actual ${actual}`, ...excerpts]
}

/** A conformance run as JUnit XML: one suite for the verdict, and one for each topic with a case for each check. */
export function renderConformanceJunit(record: ConformanceRecord): string {
  const { verdict, results, startedAt, endedAt, seed, profile, command } = record
  const topics = groupByTopic(results).map(({ topic, results: own }) => ({
    name: `callstorm.conformance.${topic}`,
    cases: own.map((result) => ({
      name: `${result.id}: ${result.title}`,
      seconds: Math.round(result.durationMs) / 1000,
      outcome: checkOutcome(result),
    })),
  }))
  const whole = { name: 'callstorm.conformance', cases: [{ name: 'verdict', seconds: 0, outcome: verdictOutcome(verdict) }] }
  return renderJunitSuites({
    suites: [whole, ...topics],
    startedAt,
    endedAt,
    properties: { seed, bridge: profile.name, command },
  })
}
