import { SERIES } from '../../../harness/model/metric.ts'
import type { RunRecord, SeriesRecord } from '../../../harness/model/run-record.ts'
import { legend } from '../../chart/legend.ts'
import { percentileChart } from '../../chart/percentile-chart.ts'
import type { StyledSeries } from '../../chart/percentile-chart.ts'
import { formatCount, formatUs } from '../../text/units.ts'
import { chartFigure } from '../chart-figure.ts'
import { dataTable, figureColumn, textColumn } from '../data-table.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'
import { pageSection } from '../page-section.ts'

/** A figure of a series that has samples. */
type Figure = (series: SeriesRecord) => string

const quantileOf =
  (name: keyof SeriesRecord['quantiles']): Figure =>
  ({ quantiles }) =>
    formatUs(quantiles[name])

/** A percentile with fewer than ten samples above it is chance, so it is left out. */
const backedQuantile =
  (name: keyof SeriesRecord['quantiles'], above: number): Figure =>
  ({ count, quantiles }) =>
    count * above >= 10 ? formatUs(quantiles[name]) : '–'

const FIGURES: readonly (readonly [title: string, figure: Figure, without: string])[] = [
  ['p50', quantileOf('p50Us'), 'no samples'],
  ['p90', backedQuantile('p90Us', 0.1), '–'],
  ['p99', backedQuantile('p99Us', 0.01), '–'],
  ['p99.9', backedQuantile('p999Us', 0.001), '–'],
  ['p99.99', backedQuantile('p9999Us', 0.0001), '–'],
  ['max', ({ maxUs }) => formatUs(maxUs), '–'],
  ['mean', ({ sumUs, count }) => formatUs(sumUs / count), '–'],
  ['samples', ({ count }) => formatCount(count), '–'],
]

const figuresTable = (series: readonly SeriesRecord[]): Markup =>
  dataTable(
    'Latency in figures',
    series,
    [
      textColumn('Series', ({ title, diagnostic }) => (diagnostic ? html`${title} <small>(diagnostic)</small>` : title)),
      ...FIGURES.map(([title, figure, without]) =>
        figureColumn<SeriesRecord>(title, (one) => (one.count === 0 ? without : figure(one))),
      ),
    ],
    ({ diagnostic }) => (diagnostic ? 'diagnostic' : undefined),
  )

function meanings(series: readonly SeriesRecord[]): Markup {
  const known = SERIES.filter(({ name }) => series.some((one) => one.name === name))
  return html`<details><summary>What each series measures</summary><dl class="facts">${known.map(
    ({ title, meaning, diagnostic }) =>
      html`<dt>${title}</dt><dd>${meaning}${diagnostic ? ' (diagnostic: carries no objective)' : ''}</dd>`,
  )}</dl></details>`
}

function overrangeNote(series: readonly SeriesRecord[]): Content {
  const over = series.filter(({ overrange }) => overrange > 0)
  if (over.length === 0) return undefined
  const named = over.map(({ title, overrange }) => `${title}: ${formatCount(overrange)}`).join(', ')
  return html`<p class="note">Values above the top of the range, counted at the top: ${named}.</p>`
}

/** The latency picture: percentile curves of every series, and the same in figures. */
export function latencySection(record: RunRecord, styled: readonly StyledSeries[]): Markup {
  const limits = record.objectives.flatMap(({ limit }) => (limit === undefined ? [] : [limit]))
  const chart = percentileChart(styled, limits)
  const entries = styled
    .filter(({ series }) => series.count > 0)
    .map(({ series, style }) => ({ style, label: series.diagnostic ? `${series.title} (diagnostic)` : series.title }))
  const note = limits.length === 0 ? '' : ' Brackets are the limits of objectives, in the colour of their series.'
  return pageSection(
    'latency',
    'Latency',
    html`<p class="note">Every latency runs from the moment at which the event was due,
not from when it was sent: waiting counts.</p>
${
  chart === undefined
    ? html`<p>No series has a sample.</p>`
    : chartFigure(
        'Latency by percentile',
        legend(entries),
        chart,
        `Each curve ends at its maximum. Dashed lines are diagnostics.${note}`,
      )
}
<h3>In figures</h3>
${figuresTable(record.series)}
<p class="note">A percentile with fewer than ten samples above it is left out (–).</p>
${overrangeNote(record.series)}
${meanings(record.series)}`,
  )
}
