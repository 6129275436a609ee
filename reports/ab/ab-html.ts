import type { AbRecord } from '../../harness/model/gate.ts'
import type { RunStatus } from '../../harness/model/verdict.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { COMPARISON_WORDS, pText, shiftOrNone } from '../gate/gate-words.ts'
import { conditionsBlock } from '../html/conditions-block.ts'
import { chartFigure, dataTable, statusBadge } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { readableTime, renderPage } from '../html/page.ts'
import { keyFigure, keyFigures, verdictBox } from '../html/verdict-box.ts'
import { formatCount, formatSeconds, formatUs } from '../text/units.ts'
import { quadChart, quadLegend } from './quad-chart.ts'

const MEANINGS: Readonly<Record<RunStatus, string>> = {
  pass: 'B is not worse than A, and 10 % worse is excluded',
  fail: 'B is worse than A by more than 5 %',
  invalid: 'the machine was too disturbed to tell',
  unknown: 'the quads do not tell whether B is worse',
  aborted: 'stopped by the user',
}

const CONTENTS = [
  ['latencies', 'Latencies'],
  ['quads', 'Quads'],
  ['method', 'Method'],
  ['conditions', 'Conditions'],
] as const

function latenciesSection({ decision }: AbRecord): Markup {
  const rows = decision.metrics.map(({ metric, status, shift, adjustedP, pOfMissed, quads }) => ({
    head: metric,
    cells: [
      { content: html`<strong>${quads === 0 ? '–' : shiftOrNone(shift)}</strong>`, bad: status === 'fail' },
      { content: pText(adjustedP) },
      { content: pText(pOfMissed) },
      { content: formatCount(quads) },
      { content: statusBadge(COMPARISON_WORDS[status]) },
    ],
  }))
  const figures = ['B against A', 'p (Holm)', 'p of 10 % missed', 'Quads'].map((title) => ({ title, as: 'figure' as const }))
  return html`<section id="latencies" aria-labelledby="latencies-head"><h2 id="latencies-head">Latencies</h2>
${dataTable('Latencies of B against A', [{ title: 'Latency', as: 'text' }, ...figures, { title: 'Status', as: 'text' }], rows)}
</section>`
}

function quadsSection(record: AbRecord): Markup {
  const { quads, metrics } = record
  const charts = metrics.flatMap((metric, i): Content[] => {
    const chart = quadChart(record, metric, i)
    return chart === undefined ? [] : [html`<h3>${metric}</h3>`, chartFigure(`Quads of ${metric}`, quadLegend(), chart, 'Above 0 B is worse than A in that quad.')]
  })
  const rows = quads.map(({ voidBecause, values }, i) => ({
    head: String(i + 1),
    cells: [
      ...metrics.flatMap((metric) => [
        { content: formatUs(values[metric]?.a ?? Number.NaN) },
        { content: formatUs(values[metric]?.b ?? Number.NaN) },
      ]),
      { content: voidBecause.join('; ') },
    ],
  }))
  const columns = [
    { title: 'Quad', as: 'text' as const },
    ...metrics.flatMap((metric) => ['A', 'B'].map((side) => ({ title: `${metric}, ${side}`, as: 'figure' as const }))),
    { title: 'Void because', as: 'prose' as const },
  ]
  return html`<section id="quads" aria-labelledby="quads-head"><h2 id="quads-head">Quads</h2>
${charts.length === 0 ? html`<p>No quad has a value.</p>` : charts}
<details><summary>Figures by quad</summary>${dataTable('Figures by quad', columns, rows)}</details>
</section>`
}

const METHOD = html`<section id="method" aria-labelledby="method-head"><h2 id="method-head">Method</h2>
<p>Both bridges run at the same time and take turns in blocks of half a second, A B B A and then B A A B, so that what disturbs the
machine disturbs both; both are started anew every eight quads. Of each quad the logarithm of B over A is taken. The change is
their Hodges-Lehmann estimate; p is that of the signed ranks, shared among the latencies by Holm.</p>
<p>B is worse when the change is above 5 % and p below 0.015; it is not worse when the change is at most 5 % and a change
of 10 % is excluded below 0.01. Otherwise more quads are run, 64 at most. Quads with a void block do not count; with more
than a quarter of them void the comparison is invalid.</p>
</section>`

/** A side-by-side comparison as one HTML document, see `renderPage()`. @param files beside the report */
export function renderAbHtml(record: AbRecord, files: readonly string[] = []): string {
  const { a, b, verdict, decision, scenario, startedAt, endedAt, callstorm } = record
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const figures = keyFigures([
    ...decision.metrics.map(({ metric, shift, quads }) => keyFigure(metric, quads === 0 ? '–' : shiftOrNone(shift), 'B against A')),
    keyFigure('Quads', formatCount(decision.quads), `${formatCount(decision.dropped)} of them void`),
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
      quadsSection(record),
      METHOD,
      conditionsBlock({ ...record, about: ['Bridges', [['A, the measure', a], ['B, judged', b], ['Traffic of', scenario.id]]], files }),
    ],
    footer: `Made by callstorm ${callstorm}.`,
  })
}
