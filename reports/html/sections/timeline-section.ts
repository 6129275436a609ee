import type { RunRecord, TimelinePoint } from '../../../harness/model/run-record.ts'
import { legend } from '../../chart/legend.ts'
import type { StyledSeries } from '../../chart/percentile-chart.ts'
import { latencyPanel, rateNames, ratePanels } from '../../chart/run-panels.ts'
import { timePanels } from '../../chart/time-panels.ts'
import { runLength } from '../../facts/run-length.ts'
import { formatRate, formatUs, titleOf } from '../../text/units.ts'
import { chartFigure } from '../chart-figure.ts'
import { dataTable, figureColumn, textColumn } from '../data-table.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'
import { pageSection } from '../page-section.ts'

const MOST_ROWS = 120

function figuresBySecond({ timeline }: RunRecord, styled: readonly StyledSeries[]): Content {
  const step = Math.ceil(timeline.length / MOST_ROWS)
  const shown = timeline.filter((_, i) => i % step === 0)
  const rates = rateNames(timeline)
  const series = styled.filter(({ series: { count } }) => count > 0).map((one) => one.series)
  const table = dataTable('Figures by second', shown, [
    textColumn('Second', ({ at }) => String(at)),
    ...rates.map((name) =>
      figureColumn<TimelinePoint>(titleOf(name), (point) => formatRate(point.rates[name] ?? Number.NaN).replace('/s', '')),
    ),
    ...series.map(({ name, title }) =>
      figureColumn<TimelinePoint>(`${title} p99`, (point) => formatUs(point.latencies[name]?.p99Us ?? Number.NaN)),
    ),
  ])
  const note = step === 1 ? '' : `, every ${step}th second (run.json has all)`
  return html`<details><summary>Figures by second${note}</summary>
${table}</details>`
}

function describeMarks({ marks }: RunRecord): string {
  const faults = marks.filter(({ kind }) => kind !== 'phase').map(({ at, label }) => `${label} at ${at} s`)
  return faults.length === 0 ? 'No fault was injected or seen.' : `Faults: ${faults.join(', ')}.`
}

const noteOf = ({ marks }: RunRecord): string =>
  marks.some(({ kind }) => kind !== 'phase')
    ? 'Grey stretches are not measured; stretches and lines with ⚡ are faults.'
    : 'Grey stretches are not measured.'

/** Throughput and latency over time, with the phases and faults of the run. */
export function timelineSection(record: RunRecord, styled: readonly StyledSeries[]): Markup {
  const end = runLength(record)
  const { timeline, marks } = record
  const drawn = styled.filter(({ series }) => timeline.some(({ latencies }) => latencies[series.name] !== undefined))
  const latency = timePanels(
    {
      id: 'latency-time',
      title: 'Latency over time',
      description: `99th percentile of each second by series. ${describeMarks(record)}`,
    },
    [latencyPanel(timeline, drawn)],
    marks,
    end,
  )
  const rates = timePanels(
    {
      id: 'rates',
      title: 'Throughput over time',
      description: `Rates of each second: ${rateNames(timeline).map(titleOf).join(', ')}. ${describeMarks(record)}`,
    },
    ratePanels(timeline),
    marks,
    end,
  )
  const entries = drawn.map(({ series, style }) => ({ style, label: series.title }))
  const content =
    timeline.length === 0
      ? html`<p>The run ended before its first second.</p>`
      : html`<h3>Throughput</h3>
${chartFigure('Throughput over time', undefined, rates, noteOf(record))}
<h3>Latency</h3>${chartFigure('Latency over time', legend(entries), latency, `Dashed lines are diagnostics. ${noteOf(record)}`)}
${figuresBySecond(record, drawn)}`
  return pageSection('time', 'Over time', content)
}
