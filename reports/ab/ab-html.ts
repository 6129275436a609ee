import type { AbRecord, RoundRecord } from '../../harness/model/gate.ts'
import type { RunStatus } from '../../harness/model/verdict.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { COMPARISON_WORDS, pText, shiftOrNone } from '../gate/gate-words.ts'
import { conditionsBlock } from '../html/conditions-block.ts'
import { chartFigure } from '../html/chart-figure.ts'
import { dataTable, figureColumn, proseColumn, textColumn } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { pageSection } from '../html/page-section.ts'
import { readableTime, renderPage } from '../html/page.ts'
import { statusBadge } from '../html/status-badge.ts'
import { keyFigure, keyFigures, verdictBox } from '../html/verdict-box.ts'
import { formatCount, formatSeconds, formatUs } from '../text/units.ts'
import { roundChart, roundLegend } from './round-chart.ts'

const MEANINGS: Readonly<Record<RunStatus, string>> = {
  pass: 'B is not worse than A, and 10 % worse is excluded',
  fail: 'B is worse than A by more than 5 %',
  invalid: 'the machine was too disturbed to tell',
  unknown: 'the rounds do not tell whether B is worse',
  aborted: 'stopped by the user',
}

const CONTENTS = [
  ['latencies', 'Latencies'],
  ['rounds', 'Rounds'],
  ['method', 'Method'],
  ['conditions', 'Conditions'],
] as const

const latenciesSection = ({ decision }: AbRecord): Markup =>
  pageSection(
    'latencies',
    'Latencies',
    dataTable('Latencies of B against A', decision.metrics, [
      textColumn('Latency', ({ metric }) => metric),
      figureColumn(
        'B against A',
        ({ rounds, shift }) => html`<strong>${rounds === 0 ? '–' : shiftOrNone(shift)}</strong>`,
        ({ status }) => status === 'fail',
      ),
      figureColumn('p (Holm)', ({ adjustedP }) => pText(adjustedP)),
      figureColumn('p of 10 % missed', ({ pOfMissed }) => pText(pOfMissed)),
      figureColumn('Rounds', ({ rounds }) => formatCount(rounds)),
      textColumn('Status', ({ status }) => statusBadge(COMPARISON_WORDS[status])),
    ]),
  )

function roundsSection(record: AbRecord): Markup {
  const { rounds, metrics } = record
  const charts = metrics.flatMap((metric, i): Content[] => {
    const chart = roundChart(record, metric, i)
    return chart === undefined ? [] : [html`<h3>${metric}</h3>`, chartFigure(`Rounds of ${metric}`, roundLegend(), chart, 'Above 0 B is worse than A in that round.')]
  })
  const table = dataTable('Figures by round', rounds, [
    textColumn('Round', (_, i) => String(i + 1)),
    ...metrics.flatMap((metric) =>
      (['a', 'b'] as const).map((side) =>
        figureColumn<RoundRecord>(`${metric}, ${side.toUpperCase()}`, ({ values }) => formatUs(values[metric]?.[side] ?? Number.NaN)),
      ),
    ),
    proseColumn('Void because', ({ voidBecause }) => voidBecause.join('; ')),
  ])
  return pageSection('rounds', 'Rounds', [
    charts.length === 0 ? html`<p>No round has a value.</p>` : charts,
    html`<details><summary>Figures by round</summary>${table}</details>`,
  ])
}

const METHOD = pageSection(
  'method',
  'Method',
  html`<p>Both bridges run at the same time and take turns in blocks of a quarter of a second. Eight blocks, A B B A B A A B, are a
round, so that what disturbs the machine disturbs both. Every eight rounds both are started anew and change places. Of each
round the logarithm of B over A is taken. The change is their Hodges-Lehmann estimate; p is that of the signed ranks, shared among the latencies by Holm.</p>
<p>B is worse when the change is above 5 % and p below 0.015; it is not worse when the change is at most 5 % and a change
of 10 % is excluded below 0.01. Otherwise more rounds are run, 64 at most. Rounds with a void block do not count; with more
than a quarter of them void the comparison is invalid.</p>`,
)

/** A side-by-side comparison as one HTML document, see `renderPage()`. @param files beside the report */
export function renderAbHtml(record: AbRecord, files: readonly string[] = []): string {
  const { a, b, verdict, decision, scenario, startedAt, endedAt, callstorm } = record
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const figures = keyFigures([
    ...decision.metrics.map(({ metric, shift, rounds }) => keyFigure(metric, rounds === 0 ? '–' : shiftOrNone(shift), 'B against A')),
    keyFigure('Rounds', formatCount(decision.rounds), `${formatCount(decision.dropped)} of them void`),
    keyFigure('Took', formatSeconds(seconds), ''),
  ])
  return renderPage({
    title: `${VERDICT_WORDS[verdict.status].word}: ${b} against ${a}`,
    kicker: `callstorm side-by-side report · ${readableTime(startedAt)}`,
    heading: html`B ${b} <span class="muted">against A ${a}</span>`,
    lead: `Under the traffic of ${scenario.title}.`,
    contents: CONTENTS,
    sections: [
      verdictBox(verdict, { meaning: MEANINGS[verdict.status], figures }),
      latenciesSection(record),
      roundsSection(record),
      METHOD,
      conditionsBlock({ ...record, about: ['Bridges', [['A, the measure', a], ['B, judged', b], ['Traffic of', scenario.id]]], files }),
    ],
    footer: `Made by callstorm ${callstorm}.`,
  })
}
