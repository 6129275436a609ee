import type { AbRecord, MetricComparison } from '../../harness/model/gate.ts'
import { pText, shiftOrNone } from '../gate/gate-words.ts'
import { verdictOutcome } from '../junit.ts'
import { renderJunitSuites } from '../xml/junit-suites.ts'
import type { JunitOutcome } from '../xml/junit-suites.ts'

/** A latency that stays open is skipped: what that means is in the verdict. */
function comparisonOutcome({ status, shift, adjustedP, rounds }: MetricComparison): JunitOutcome {
  const message = `B against A ${shiftOrNone(rounds === 0 ? undefined : shift)}, p ${pText(adjustedP)}, ${rounds} rounds`
  switch (status) {
    case 'pass':
      return { kind: 'passed', message }
    case 'fail':
      return { kind: 'failure', message }
    case 'open':
      return { kind: 'skipped', message: `not known: ${message}` }
  }
}

/** A side-by-side comparison as JUnit XML: the verdict, and each latency. */
export function renderAbJunit({ a, b, verdict, decision, startedAt, endedAt, command }: AbRecord): string {
  const seconds = Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const cases = [
    { name: 'verdict', seconds, outcome: verdictOutcome(verdict) },
    ...decision.metrics.map((one) => ({ name: one.metric, seconds: 0, outcome: comparisonOutcome(one) })),
  ]
  return renderJunitSuites({ suites: [{ name: 'callstorm.ab', cases }], startedAt, endedAt, properties: { a, b, command } })
}
