import type { ComparedSeries, ComparisonRecord } from '../../harness/model/comparison.ts'
import { legend } from '../chart/legend.ts'
import { lineStyles } from '../chart/line-style.ts'
import { percentileChart } from '../chart/percentile-chart.ts'
import type { StyledSeries } from '../chart/percentile-chart.ts'
import { chartFigure, dataTable } from '../html/data-table.ts'
import type { TableRow } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { formatCount, formatUs } from '../text/units.ts'
import { sideText } from './change-words.ts'

function curvesOf({ name, diagnostic, sides }: ComparedSeries, record: ComparisonRecord): readonly StyledSeries[] {
  const styles = lineStyles(sides.map(() => ({ diagnostic: false })))
  return sides.flatMap((curve, i) => {
    const [style, side] = [styles[i], record.sides[i]]
    if (curve === undefined || style === undefined || side === undefined) return []
    return [{ series: { ...curve, name, diagnostic, title: sideText(side) }, style }]
  })
}

function seriesFigure(series: ComparedSeries, record: ComparisonRecord): Content {
  const curves = curvesOf(series, record)
  const limits = record.objectives.flatMap(({ limit }) => (limit?.series === series.name ? [limit] : []))
  const chart = percentileChart(curves, limits, {
    // Names of series are ours: letters and dots.
    id: `curve-${series.name.replaceAll(/[^\w]/g, '-')}`,
    title: `${series.title} by percentile`,
  })
  if (chart === undefined) return undefined
  const entries = curves.map(({ style, series: { title } }) => ({ style, label: title }))
  const note = limits.length === 0 ? 'Each curve ends at its maximum.' : 'Each curve ends at its maximum. Brackets are the limits of objectives.'
  return [html`<h3>${series.title}</h3>`, chartFigure(`${series.title} by percentile`, legend(entries), chart, note)]
}

const FIGURES = ['p50', 'p90', 'p99', 'p99.9', 'max', 'samples'] as const

const rowsOf = ({ title, sides }: ComparedSeries, record: ComparisonRecord): readonly TableRow[] =>
  sides.map((curve, i) => ({
    head: i === 0 ? title : html`<span class="muted">${title}</span>`,
    cells: [
      { content: record.sides[i]?.name },
      ...(curve === undefined
        ? FIGURES.map(() => ({ content: '–' }))
        : [curve.quantiles.p50Us, curve.quantiles.p90Us, curve.quantiles.p99Us, curve.quantiles.p999Us, curve.maxUs]
            .map((us) => ({ content: formatUs(us) }))
            .concat({ content: formatCount(curve.count) })),
    ],
  }))

/** Percentile curves of all sides over each other, a picture for each series. */
export function curvesSection(record: ComparisonRecord): Markup {
  const { series } = record
  const main = series.filter(({ diagnostic }) => !diagnostic)
  const diagnostics = series.filter(({ diagnostic }) => diagnostic)
  const titles = [{ title: 'Series', as: 'text' as const }, { title: 'Side', as: 'text' as const }]
  const figures = FIGURES.map((title) => ({ title, as: 'figure' as const }))
  return html`<section id="curves" aria-labelledby="curves-head"><h2 id="curves-head">Latency by percentile</h2>
${main.length === 0 ? html`<p>No series has a sample.</p>` : main.map((one) => seriesFigure(one, record))}
${diagnostics.length === 0 ? undefined : html`<details><summary>Diagnostic series</summary>${diagnostics.map((one) => seriesFigure(one, record))}</details>`}
<h3>In figures</h3>
${dataTable('Latencies in figures', [...titles, ...figures], series.flatMap((one) => rowsOf(one, record)))}
</section>`
}
