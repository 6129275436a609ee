import type { ComparisonRecord } from '../../harness/model/comparison.ts'
import { legend } from '../chart/legend.ts'
import { lineStyles } from '../chart/line-style.ts'
import { chartFigure } from '../html/chart-figure.ts'
import { dataTable, figureColumn, textColumn } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { metricCode } from '../html/metric-code.ts'
import { pageSection } from '../html/page-section.ts'
import { statusBadge } from '../html/status-badge.ts'
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
    changeLines(latencies),
    [
      textColumn('Latency', ({ metric, asserted }) => [
        metricCode(metric),
        asserted ? undefined : html` <small>(no objective)</small>`,
      ]),
      ...(several ? [textColumn<ChangeLine>('Side', ({ side }) => sides[side]?.name)] : []),
      figureColumn(base?.name ?? '', (line) => withInterval(line.base)),
      figureColumn(several ? 'The side' : (sides[1]?.name ?? ''), ({ other }) => withInterval(other)),
      figureColumn('Change', ({ change }) => html`<strong>${changeText(change)}</strong>`),
      figureColumn('Interval or p', ({ change }) => certaintyText(change)),
      textColumn('What it says', ({ change }) => statusBadge(changeWord(change))),
    ],
    ({ asserted }) => (asserted ? undefined : 'diagnostic'),
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
  const content =
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
  return pageSection('changes', 'Changes', content)
}
