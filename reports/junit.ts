import type { ObjectiveResult, RunRecord } from '../harness/model/run-record.ts'
import { html, render } from './html/markup.ts'
import type { Markup } from './html/markup.ts'

/** What a case came to: continuous-integration servers count failures and errors apart. */
interface Outcome {
  readonly kind: 'passed' | 'failure' | 'error'
  readonly message: string
}

function objectiveOutcome({ status, measured, note }: ObjectiveResult): Outcome {
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
function verdictOutcome({ verdict: { status, reasons } }: RunRecord): Outcome {
  if (status === 'pass') return { kind: 'passed', message: '' }
  const message = reasons.length === 0 ? status : reasons.map((reason) => reason.message).join('; ')
  return { kind: status === 'fail' ? 'failure' : 'error', message }
}

const testCase = (suite: string, name: string, seconds: number, { kind, message }: Outcome): Markup => {
  const open = html`<testcase classname="${suite}" name="${name}" time="${seconds}"`
  if (kind === 'passed')
    return html`${open}/>
`
  if (kind === 'failure')
    return html`${open}><failure message="${message}" type="missed"/></testcase>
`
  return html`${open}><error message="${message}" type="unverified"/></testcase>
`
}

/**
 * A run as JUnit XML, which CI servers read: one case for the verdict and one for each objective. What was missed is
 * a failure, what could not be verified an error. Text is escaped, characters that XML forbids are shown as escapes.
 */
export function renderJunit(record: RunRecord): string {
  const suite = `callstorm.${record.scenario.id}`
  const seconds = Math.max(0, Date.parse(record.endedAt) - Date.parse(record.startedAt)) / 1000
  const cases = [
    { name: 'verdict', seconds, outcome: verdictOutcome(record) },
    ...record.objectives.map((objective) => ({
      name: objective.text,
      seconds: 0,
      outcome: objectiveOutcome(objective),
    })),
  ]
  const count = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length
  const totals = html`tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"
  time="${seconds}"`
  return render(html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="callstorm" ${totals}>
<testsuite name="${suite}" ${totals} skipped="0" timestamp="${record.startedAt}">
<properties>
<property name="seed" value="${record.workload.seed}"/>
<property name="bridge" value="${record.target.profile}"/>
<property name="command" value="${record.command}"/>
</properties>
${cases.map(({ name, seconds: time, outcome }) => testCase(suite, name, time, outcome))}</testsuite>
</testsuites>
`)
}
