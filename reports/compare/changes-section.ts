import type { ComparisonRecord } from '../../harness/model/comparison.ts'
import { legend } from '../chart/legend.ts'
import { lineStyles } from '../chart/line-style.ts'
import { chartFigure, dataTable, statusBadge } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { changeChart } from './change-chart.ts'
import { certaintyText, changeLines, changeText, changeWord, intervalText, sideText, valueText } from './change-words.ts'
import type { ChangeLine } from './change-words.ts'

const withInterval = (value: ChangeLine['base']): Content => {
  const interval = intervalText(value)
  return html`<strong>${valueText(value)}</strong>${interval === undefined ? undefined : html` <br><small>${interval}</small>`}`
}

function changeTable({ sides, latencies }: ComparisonRecord): Markup {
  const [base] = sides
  const several = sides.length > 2
  return dataTable(
    'Changes of latencies',
    [
      { title: 'Latency', as: 'text' },
      ...(several ? [{ title: 'Side', as: 'text' as const }] : []),
      { title: base?.name ?? '', as: 'figure' },
      { title: several ? 'The side' : (sides[1]?.name ?? ''), as: 'figure' },
      { title: 'Change', as: 'figure' },
      { title: 'Interval or p', as: 'figure' },
      { title: 'What it says', as: 'text' },
    ],
    changeLines(latencies).map((line) => ({
      head: line.asserted ? html`<code>${line.metric}</code>` : html`<code>${line.metric}</code> <small>(no objective)</small>`,
      ...(line.asserted ? {} : { className: 'diagnostic' as const }),
      cells: [
        ...(several ? [{ content: sides[line.side]?.name }] : []),
        { content: withInterval(line.base) },
        { content: withInterval(line.other) },
        { content: html`<strong>${changeText(line.change)}</strong>` },
        { content: certaintyText(line.change) },
        { content: statusBadge(changeWord(line.change)) },
      ],
    })),
  )
}

/** How each latency changed, drawn and in figures. */
export function changesSection(record: ComparisonRecord): Markup {
  const { sides, latencies } = record
  const chart = changeChart(sides, latencies)
  const styles = lineStyles(sides.map(() => ({ diagnostic: false })))
  const entries = sides.flatMap((side, i) => {
    const style = styles[i]
    return i === 0 || style === undefined ? [] : [{ style, label: `${sideText(side)} against ${sides[0]?.name ?? ''}` }]
  })
  return html`<section id="changes" aria-labelledby="changes-head"><h2 id="changes-head">Changes</h2>
${
  chart === undefined
    ? html`<p>No latency could be compared.</p>`
    : [
        chartFigure(
          'Change of each latency',
          legend(entries),
          chart,
          'Bars are intervals that hold the change 19 times in 20 as far as the noise within the runs goes. Within the grey band, 5 % either way, nothing is called a change. Objectives are about the latencies in bold.',
        ),
        html`<h3>In figures</h3>`,
        changeTable(record),
      ]
}
</section>`
}
