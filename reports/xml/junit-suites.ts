import { html, render } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'

/** What a case came to: CI servers count failures, errors and skipped ones apart. */
export interface JunitOutcome {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped'
  /** One sentence; a passed case has none. */
  readonly message: string
  /** Lines that a CI server shows when the case is opened. @default none */
  readonly details?: readonly string[]
}

export interface JunitCase {
  readonly name: string
  readonly seconds: number
  readonly outcome: JunitOutcome
}

export interface JunitSuite {
  /** Also the class name of its cases. */
  readonly name: string
  readonly cases: readonly JunitCase[]
}

export interface JunitDocument {
  readonly suites: readonly JunitSuite[]
  /** ISO 8601. */
  readonly startedAt: string
  readonly endedAt: string
  readonly properties: Readonly<Record<string, string>>
}

const TYPES = { failure: 'missed', error: 'unverified' } as const

function elementOf({ kind, message, details = [] }: JunitOutcome): Markup | undefined {
  switch (kind) {
    case 'passed':
      return undefined
    case 'skipped':
      return html`<skipped message="${message}"/>`
    case 'failure':
    case 'error': {
      const name = { failure: html`failure`, error: html`error` }[kind]
      const open = html`<${name} message="${message}" type="${TYPES[kind]}"`
      return details.length === 0
        ? html`${open}/>`
        : html`${open}>${details.map((line) => html`${line}
`)}</${name}>`
    }
  }
}

function testCase(suite: string, { name, seconds, outcome }: JunitCase): Markup {
  const open = html`<testcase classname="${suite}" name="${name}" time="${seconds}"`
  const inner = elementOf(outcome)
  return inner === undefined
    ? html`${open}/>
`
    : html`${open}>${inner}</testcase>
`
}

const totals = (cases: readonly JunitCase[], seconds: number): Markup => {
  const count = (kind: JunitOutcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length
  return html`tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count(
    'skipped',
  )}" time="${seconds}"`
}

const sumOf = (cases: readonly JunitCase[]): number =>
  Math.round(cases.reduce((sum, { seconds }) => sum + seconds, 0) * 1000) / 1000

/**
 * JUnit XML, which CI servers read. Text is escaped, characters that XML forbids are shown as escapes.
 * @see https://github.com/testmoapp/junitxml for what servers take
 */
export function renderJunitSuites({ suites, startedAt, endedAt, properties }: JunitDocument): string {
  const seconds = Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const all = suites.flatMap(({ cases }) => cases)
  return render(html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="callstorm" ${totals(all, seconds)}>
${suites.map(
  ({ name, cases }) => html`<testsuite name="${name}" ${totals(cases, sumOf(cases))} timestamp="${startedAt}">
<properties>
${Object.entries(properties).map(([key, value]) => html`<property name="${key}" value="${value}"/>
`)}</properties>
${cases.map((one) => testCase(name, one))}</testsuite>
`,
)}</testsuites>
`)
}
