import type { ComparedSeries, ComparisonRecord } from '../../harness/model/comparison.ts'
import { legend } from '../chart/legend.ts'
import { lineStyles } from '../chart/line-style.ts'
import { percentileChart } from '../chart/percentile-chart.ts'
import type { StyledSeries } from '../chart/percentile-chart.ts'
import { chartFigure } from '../html/chart-figure.ts'
import { dataTable, figureColumn, textColumn } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { pageSection } from '../html/page-section.ts'
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

type Curve = NonNullable<ComparedSeries['sides'][number]>

const FIGURES: readonly (readonly [title: string, figure: (curve: Curve) => string])[] = [
  ['p50', ({ quantiles }) => formatUs(quantiles.p50Us)],
  ['p90', ({ quantiles }) => formatUs(quantiles.p90Us)],
  ['p99', ({ quantiles }) => formatUs(quantiles.p99Us)],
  ['p99.9', ({ quantiles }) => formatUs(quantiles.p999Us)],
  ['max', ({ maxUs }) => formatUs(maxUs)],
  ['samples', ({ count }) => formatCount(count)],
]

interface FiguresRow {
  readonly title: string
  readonly side: number
  readonly curve: Curve | undefined
}

function figuresTable({ series, sides }: ComparisonRecord): Markup {
  const rows = series.flatMap(({ title, sides: curves }) => curves.map((curve, side) => ({ title, side, curve })))
  return dataTable('Latencies in figures', rows, [
    textColumn('Series', ({ title, side }) => (side === 0 ? title : html`<span class="muted">${title}</span>`)),
    textColumn('Side', ({ side }) => sides[side]?.name),
    ...FIGURES.map(([title, figure]) =>
      figureColumn<FiguresRow>(title, ({ curve }) => (curve === undefined ? '–' : figure(curve))),
    ),
  ])
}

/** Percentile curves of all sides over each other, a picture for each series. */
export function curvesSection(record: ComparisonRecord): Markup {
  const { series } = record
  const main = series.filter(({ diagnostic }) => !diagnostic)
  const diagnostics = series.filter(({ diagnostic }) => diagnostic)
  return pageSection(
    'curves',
    'Latency by percentile',
    html`${main.length === 0 ? html`<p>No series has a sample.</p>` : main.map((one) => seriesFigure(one, record))}
${diagnostics.length === 0 ? undefined : html`<details><summary>Diagnostic series</summary>${diagnostics.map((one) => seriesFigure(one, record))}</details>`}
<h3>In figures</h3>
${figuresTable(record)}`,
  )
}
