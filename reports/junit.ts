import type { ObjectiveResult, RunRecord } from '../harness/model/run-record.ts'
import type { Verdict } from '../harness/model/verdict.ts'
import { renderJunitSuites } from './xml/junit-suites.ts'
import type { JunitOutcome } from './xml/junit-suites.ts'

/** An objective as outcome: what was missed is a failure, what could not be verified an error. */
export function objectiveOutcome({ status, measured, note }: ObjectiveResult): JunitOutcome {
  const message = `measured ${measured}; ${note}`
  switch (status) {
    case 'met':
      return { kind: 'passed', message }
    case 'missed':
      return { kind: 'failure', message }
    case 'unknown':
      return { kind: 'error', message }
  }
}

/** The verdict as a case of its own: an objective may be met in a run that is invalid, and must not look green. */
export function verdictOutcome({ status, reasons }: Verdict): JunitOutcome {
  if (status === 'pass') return { kind: 'passed', message: '' }
  const message = reasons.length === 0 ? status : reasons.map((reason) => reason.message).join('; ')
  return { kind: status === 'fail' ? 'failure' : 'error', message }
}

/** A run as JUnit XML: one case for the verdict and one for each objective. */
export function renderJunit({ scenario, verdict, objectives, startedAt, endedAt, workload, target, command }: RunRecord): string {
  const seconds = Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const cases = [
    { name: 'verdict', seconds, outcome: verdictOutcome(verdict) },
    ...objectives.map((objective) => ({ name: objective.text, seconds: 0, outcome: objectiveOutcome(objective) })),
  ]
  return renderJunitSuites({
    suites: [{ name: `callstorm.${scenario.id}`, cases }],
    startedAt,
    endedAt,
    properties: { seed: workload.seed, bridge: target.profile, command },
  })
}
