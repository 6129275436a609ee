import type { ComparedRun, GateRecord } from '../../harness/model/gate.ts'
import type { RunStatus } from '../../harness/model/verdict.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { conditionsBlock } from '../html/conditions-block.ts'
import { dataTable, figureColumn, proseColumn, textColumn } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { objectivesTable } from '../html/objectives-table.ts'
import { pageSection } from '../html/page-section.ts'
import { readableTime, renderPage } from '../html/page.ts'
import { statusBadge } from '../html/status-badge.ts'
import { keyFigure, keyFigures, verdictBox } from '../html/verdict-box.ts'
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

function regressionsTable({ regressions, verdict }: GateRecord): Content {
  if (regressions.length === 0) {
    return html`<p>${verdict.status === 'invalid' ? 'Not compared, for the reasons above.' : 'No objective is about a latency.'}</p>`
  }
  return dataTable('Latencies against the baseline', regressions, [
    textColumn('Latency', ({ metric }) => metric),
    figureColumn(
      'Change',
      ({ shift }) => shiftOrNone(shift),
      ({ status }) => status === 'worse',
    ),
    figureColumn('p', ({ p }) => pText(p)),
    textColumn('Status', ({ status }) => statusBadge(REGRESSION_WORDS[status])),
    proseColumn('Rests on', ({ note }) => note),
  ])
}

function runsTable({ baseline, candidate }: GateRecord): Markup {
  const onSide = (side: string) => (run: ComparedRun) => ({ ...run, side })
  return dataTable('Runs that were compared', [...candidate.map(onSide('candidate')), ...baseline.map(onSide('baseline'))], [
    textColumn('Side', ({ side }) => side),
    textColumn('Run', ({ runId }) => html`<code>${runId}</code>`),
    textColumn('Bridge', ({ profile }) => profile),
    textColumn('Started', ({ startedAt }) => readableTime(startedAt)),
    textColumn('Seed', ({ seed }) => html`<code>${seed}</code>`),
    textColumn('Verdict', ({ status }) => statusBadge(VERDICT_WORDS[status])),
  ])
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
      pageSection(
        'objectives',
        'Objectives',
        record.objectives.length === 0
          ? html`<p>The candidate has no objectives.</p>`
          : objectivesTable('Objectives of the candidate', record.objectives),
      ),
      pageSection('regressions', 'Against the baseline', [
        html`<p class="note">Worse is a shift of more than 5 % that rank sums of blocks support below p 0.05. ${caveat}.</p>`,
        regressionsTable(record),
      ]),
      pageSection('runs', 'Runs', runsTable(record)),
      conditionsBlock({ ...record, about: ['Scenario', [['Scenario', scenario.id], ['Title', scenario.title]]], files }),
    ],
    footer: `Made by callstorm ${callstorm}.`,
  })
}
