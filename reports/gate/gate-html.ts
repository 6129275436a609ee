import type { ComparedRun, GateRecord } from '../../harness/model/gate.ts'
import type { RunStatus } from '../../harness/model/verdict.ts'
import { OBJECTIVE_WORDS, VERDICT_WORDS } from '../facts/status-words.ts'
import { conditionsBlock } from '../html/conditions-block.ts'
import { dataTable, statusBadge } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { readableTime, renderPage } from '../html/page.ts'
import { keyFigure, keyFigures, verdictBox } from '../html/verdict-box.ts'
import { formatMargin } from '../text/units.ts'
import { pText, REGRESSION_WORDS, runsText, shiftOrNone } from './gate-words.ts'

const MEANINGS: Readonly<Record<RunStatus, string>> = {
  pass: 'the candidate meets its objectives and is not worse than the baseline',
  fail: 'the candidate misses an objective or is worse than the baseline',
  invalid: 'the runs cannot be held against each other, so nothing is claimed',
  unknown: 'too little was measured to decide',
  aborted: 'stopped by the user',
}

const CONTENTS = [
  ['objectives', 'Objectives'],
  ['regressions', 'Against the baseline'],
  ['runs', 'Runs'],
  ['conditions', 'Conditions'],
] as const

function objectivesTable({ objectives }: GateRecord): Content {
  if (objectives.length === 0) return html`<p>The candidate has no objectives.</p>`
  const rows = objectives.map(({ text, measured, margin, status, note }) => ({
    head: html`<code>${text}</code>`,
    cells: [
      { content: html`<strong>${measured}</strong>`, bad: status === 'missed' },
      { content: statusBadge(OBJECTIVE_WORDS[status]) },
      { content: formatMargin(margin) },
      { content: note },
    ],
  }))
  return dataTable(
    'Objectives of the candidate',
    [
      { title: 'Objective', as: 'text' },
      { title: 'Measured', as: 'figure' },
      { title: 'Status', as: 'text' },
      { title: 'Margin', as: 'figure' },
      { title: 'Rests on', as: 'prose' },
    ],
    rows,
  )
}

function regressionsTable({ regressions, verdict }: GateRecord): Content {
  if (regressions.length === 0) {
    return html`<p>${verdict.status === 'invalid' ? 'Not compared, for the reasons above.' : 'No objective is about a latency.'}</p>`
  }
  const rows = regressions.map(({ metric, status, shift, p, note }) => ({
    head: metric,
    cells: [
      { content: shiftOrNone(shift), bad: status === 'worse' },
      { content: pText(p) },
      { content: statusBadge(REGRESSION_WORDS[status]) },
      { content: note },
    ],
  }))
  return dataTable(
    'Latencies against the baseline',
    [
      { title: 'Latency', as: 'text' },
      { title: 'Change', as: 'figure' },
      { title: 'p', as: 'figure' },
      { title: 'Status', as: 'text' },
      { title: 'Rests on', as: 'prose' },
    ],
    rows,
  )
}

function runsTable({ baseline, candidate }: GateRecord): Markup {
  const row = (side: string) => ({ runId, profile, startedAt, seed, status }: ComparedRun) => ({
    head: side,
    cells: [
      { content: html`<code>${runId}</code>` },
      { content: profile },
      { content: readableTime(startedAt) },
      { content: html`<code>${seed}</code>` },
      { content: statusBadge(VERDICT_WORDS[status]) },
    ],
  })
  const columns = ['Side', 'Run', 'Bridge', 'Started', 'Seed', 'Verdict'].map((title) => ({ title, as: 'text' as const }))
  return dataTable('Runs that were compared', columns, [...candidate.map(row('candidate')), ...baseline.map(row('baseline'))])
}

function figuresOf({ objectives, regressions }: GateRecord): Markup {
  const met = objectives.filter(({ status }) => status === 'met').length
  const worst = regressions.reduce<number | undefined>(
    (most, { shift }) => (shift === undefined ? most : Math.max(most ?? shift, shift)),
    undefined,
  )
  return keyFigures([
    keyFigure('Objectives met', met, `of ${objectives.length}`),
    keyFigure('Latencies worse', regressions.filter(({ status }) => status === 'worse').length, `of ${regressions.length}`),
    keyFigure('Largest change', shiftOrNone(worst), 'of a latency against the baseline'),
  ])
}

/** A candidate against a stored baseline as one HTML document, see `renderPage()`. @param files beside the report */
export function renderGateHtml(record: GateRecord, files: readonly string[] = []): string {
  const { verdict, scenario, candidate, baseline, caveat, startedAt, callstorm } = record
  return renderPage({
    title: `${VERDICT_WORDS[verdict.status].word}: gate of ${runsText(candidate)}`,
    kicker: `callstorm gate report · ${readableTime(startedAt)}`,
    heading: html`${runsText(candidate)} <span class="muted">against the stored baseline of ${runsText(baseline)}</span>`,
    lead: `Scenario: ${scenario.title}.`,
    contents: CONTENTS,
    sections: [
      verdictBox(verdict, { meaning: MEANINGS[verdict.status], figures: figuresOf(record) }),
      html`<section id="objectives" aria-labelledby="objectives-head"><h2 id="objectives-head">Objectives</h2>
${objectivesTable(record)}</section>`,
      html`<section id="regressions" aria-labelledby="regressions-head"><h2 id="regressions-head">Against the baseline</h2>
<p class="note">Worse is a shift of more than 5 % that rank sums of blocks support below p 0.05. ${caveat}.</p>
${regressionsTable(record)}</section>`,
      html`<section id="runs" aria-labelledby="runs-head"><h2 id="runs-head">Runs</h2>
${runsTable(record)}</section>`,
      conditionsBlock({ ...record, about: ['Scenario', [['Scenario', scenario.id], ['Title', scenario.title]]], files }),
    ],
    footer: `Made by callstorm ${callstorm}.`,
  })
}
