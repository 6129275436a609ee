import type { ConformanceRecord } from '../../harness/model/conformance.ts'
import type { RunStatus } from '../../harness/model/verdict.ts'
import { CHECK_WORDS, countOutcomes, OUTCOMES } from '../facts/check-outcome.ts'
import { coverOf } from '../facts/coverage.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { conditionsBlock } from '../html/conditions-block.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { readableTime, renderPage } from '../html/page.ts'
import { keyFigure, keyFigures, verdictBox } from '../html/verdict-box.ts'
import { capitalize } from '../text/capitalize.ts'
import { formatSeconds } from '../text/units.ts'
import { checksSection } from './sections/checks-section.ts'
import { findingsSection } from './sections/findings-section.ts'
import { matrixSection } from './sections/matrix-section.ts'
import { requirementsSection } from './sections/requirements-section.ts'

const MEANINGS: Readonly<Record<RunStatus, string>> = {
  pass: 'the bridge keeps every requirement that was judged',
  fail: 'the bridge breaks requirements, or the list of expected failures is out of date',
  unknown: 'some of it could not be judged, so nothing is claimed',
  invalid: 'the instrument was not fit to judge',
  aborted: 'stopped by the user: what had been judged until then',
}

const CONTENTS = [
  ['matrix', 'Topics'],
  ['findings', 'What did not pass'],
  ['checks', 'Checks'],
  ['requirements', 'Requirements'],
  ['conditions', 'Conditions'],
] as const

function figuresOf({ results, coverage }: ConformanceRecord): Markup {
  const counts = countOutcomes(results)
  const judged = coverage.filter((one) => coverOf(one) === 'judged').length
  return keyFigures([
    keyFigure('Checks', results.length, 'that were selected'),
    ...OUTCOMES.flatMap((outcome) => {
      const count = counts.get(outcome)
      const { word } = CHECK_WORDS[outcome]
      return count === undefined ? [] : [keyFigure(capitalize(word), count, '')]
    }),
    keyFigure('Requirements judged', judged, `of ${coverage.length}`),
  ])
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '))

function conditionsSection(record: ConformanceRecord, files: readonly string[]): Markup {
  const { seed, strict, profile, capabilities } = record
  return conditionsBlock({
    ...record,
    about: [
      'Bridge',
      [
        ['Profile', `${profile.name} (${profile.kind})`],
        ['What it is', profile.description],
        ['Takes in', list(capabilities.in)],
        ['Gives out', list(capabilities.out)],
      ],
    ],
    more: [
      ['Seed', html`<code>${seed}</code>`],
      ['SHOULD counts as', strict ? 'MUST (strict)' : 'a warning'],
    ],
    files,
  })
}

/** A conformance run as one self-contained HTML document, see `renderPage()`. @param files beside the report */
export function renderConformanceHtml(record: ConformanceRecord, files: readonly string[] = []): string {
  const { profile, verdict, startedAt, endedAt, callstorm } = record
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  return renderPage({
    title: `${VERDICT_WORDS[verdict.status].word}: conformance of ${profile.name}`,
    kicker: `callstorm conformance report · ${readableTime(startedAt)} · ${formatSeconds(seconds)}`,
    heading: html`Conformance <span class="muted">of ${profile.name}</span>`,
    lead: 'Every check states what it asks, on whose word, and the octets that its judgement can be verified with.',
    contents: CONTENTS,
    sections: [
      verdictBox(verdict, { meaning: MEANINGS[verdict.status], figures: figuresOf(record) }),
      matrixSection(record),
      findingsSection(record),
      checksSection(record),
      requirementsSection(record),
      conditionsSection(record, files),
    ],
    footer: `Made by callstorm ${callstorm}.`,
  })
}
