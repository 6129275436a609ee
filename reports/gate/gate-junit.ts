import type { GateRecord, Regression } from '../../harness/model/gate.ts'
import { objectiveOutcome, verdictOutcome } from '../junit.ts'
import { renderJunitSuites } from '../xml/junit-suites.ts'
import type { JunitOutcome } from '../xml/junit-suites.ts'
import { pText, runsText, shiftOrNone } from './gate-words.ts'

function regressionOutcome({ status, shift, p, note }: Regression): JunitOutcome {
  const message = `${shiftOrNone(shift)} against the baseline, p ${pText(p)}; ${note}`
  switch (status) {
    case 'same':
      return { kind: 'passed', message }
    case 'worse':
      return { kind: 'failure', message }
    case 'unknown':
      return { kind: 'error', message }
  }
}

/** A candidate against a stored baseline as JUnit XML: the verdict, each objective, each latency against the baseline. */
export function renderGateJunit({ verdict, objectives, regressions, startedAt, endedAt, baseline, candidate, command }: GateRecord): string {
  const cases = [
    { name: 'verdict', seconds: 0, outcome: verdictOutcome(verdict) },
    ...objectives.map((one) => ({ name: one.text, seconds: 0, outcome: objectiveOutcome(one) })),
    ...regressions.map((one) => ({ name: `${one.metric} against the baseline`, seconds: 0, outcome: regressionOutcome(one) })),
  ]
  return renderJunitSuites({
    suites: [{ name: 'callstorm.gate', cases }],
    startedAt,
    endedAt,
    properties: { baseline: runsText(baseline), candidate: runsText(candidate), command },
  })
}
