import { SERIES } from '../../../harness/model/metric.ts'
import type { RunRecord, SeriesRecord } from '../../../harness/model/run-record.ts'
import { legend } from '../../chart/legend.ts'
import { percentileChart } from '../../chart/percentile-chart.ts'
import type { StyledSeries } from '../../chart/percentile-chart.ts'
import { formatCount, formatUs } from '../../text/units.ts'
import { chartFigure, dataTable } from '../data-table.ts'
import type { TableRow } from '../data-table.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'

const FIGURES = ['p50', 'p90', 'p99', 'p99.9', 'p99.99', 'max', 'mean', 'samples'] as const

const COLUMNS = [
  { title: 'Series', as: 'text' as const },
  ...FIGURES.map((title) => ({ title, as: 'figure' as const })),
]

function rowOf(series: SeriesRecord): TableRow {
  const { title, diagnostic, count, quantiles, maxUs, sumUs } = series
  const shared = {
    head: diagnostic ? html`${title} <small>(diagnostic)</small>` : title,
    ...(diagnostic ? { className: 'diagnostic' as const } : {}),
  }
  if (count === 0)
    return { ...shared, cells: [{ content: 'no samples' }, ...FIGURES.slice(1).map(() => ({ content: '–' }))] }
  const { p50Us, p90Us, p99Us, p999Us, p9999Us } = quantiles
  // A percentile with fewer than ten samples above it is chance, so it is left out.
  const enough = (us: number, above: number): string => (count * above >= 10 ? formatUs(us) : '–')
  return {
    ...shared,
    cells: [
      { content: formatUs(p50Us) },
      { content: enough(p90Us, 0.1) },
      { content: enough(p99Us, 0.01) },
      { content: enough(p999Us, 0.001) },
      { content: enough(p9999Us, 0.0001) },
      { content: formatUs(maxUs) },
      { content: formatUs(sumUs / count) },
      { content: formatCount(count) },
    ],
  }
}

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
  return html`<section id="latency" aria-labelledby="latency-head"><h2 id="latency-head">Latency</h2>
<p class="note">Every latency runs from the moment at which the event was due,
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
${dataTable('Latency in figures', COLUMNS, record.series.map(rowOf))}
<p class="note">A percentile with fewer than ten samples above it is left out (–).</p>
${overrangeNote(record.series)}
${meanings(record.series)}
</section>`
}
