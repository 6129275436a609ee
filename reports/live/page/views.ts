import { SERIES } from '../../../harness/model/metric.ts'
import type { FinalFigures, FinalLatency, LivePlan, LiveSearch } from '../../../harness/model/live.ts'
import type { ProgressSnapshot } from '../../../harness/model/progress.ts'
import type { DeliveryCounts, TimelinePoint } from '../../../harness/model/run-record.ts'
import { legend } from '../../chart/legend.ts'
import { lineStyles } from '../../chart/line-style.ts'
import { latencyPanel, ratePanels } from '../../chart/run-panels.ts'
import { timePanels } from '../../chart/time-panels.ts'
import { reasonOf, worstLatencyOf } from '../../capacity/probe-facts.ts'
import { DELIVERY_COLUMNS } from '../../facts/receiver-groups.ts'
import { HEALTH_WORDS, OBJECTIVE_WORDS, PROBE_WORDS } from '../../facts/status-words.ts'
import { statusBadge } from '../../html/status-badge.ts'
import { html } from '../../html/markup.ts'
import type { Content, Markup } from '../../html/markup.ts'
import { keyFigure } from '../../html/verdict-box.ts'
import { metricCode } from '../../html/metric-code.ts'
import { formatBytes, formatCount, formatMeasure, formatRate, formatSeconds, formatShare, formatUs } from '../../text/units.ts'

/*
 * What the live page shows, as markup: everything that can come from outside is escaped by it.
 */

type Row = readonly Content[]

const rows = (all: readonly Row[]): Markup =>
  html`${all.map(
    ([head, ...cells]) =>
      html`<tr><th scope="row">${head}</th>${cells.map((cell) => html`<td class="figure">${cell}</td>`)}</tr>`,
  )}`

/** The tiles at the top: rates of the last second, and what the bridge uses. */
export function figures({ rates, usage, deliveries }: ProgressSnapshot): Markup {
  const bridge = usage.find(({ of }) => of === 'bridge')
  const tiles = [
    keyFigure('Calls started', formatRate(rates['calls.started']), 'in the last second'),
    keyFigure('Events sent', formatRate(rates['events.sent']), 'in the last second'),
    keyFigure('Websocket frames', formatRate(rates['websocket.frames']), 'at all subscribers'),
    keyFigure('Webhook requests', formatRate(rates['webhook.posts']), 'at all webhooks'),
    keyFigure('Lost', formatCount(deliveries.lost), 'of what is settled'),
    keyFigure(
      'Bridge',
      bridge === undefined ? '–' : `${formatShare(bridge.cpu)} CPU`,
      bridge === undefined ? 'not watched' : `of a core, ${formatBytes(bridge.rssBytes)}`,
    ),
  ]
  return html`${tiles}`
}

/** @param lastSeconds 99th percentiles of the last second by series; empty at the end */
export const latencyRows = (
  latencies: readonly FinalLatency[],
  lastSeconds: ReadonlyMap<string, number>,
): Markup =>
  rows(
    latencies.map(({ name, title, diagnostic, count, p50Us, p99Us, maxUs }) => [
      diagnostic ? `${title} (diagnostic)` : title,
      formatUs(p50Us),
      html`<strong>${formatUs(p99Us)}</strong>`,
      formatUs(maxUs),
      formatUs(lastSeconds.get(name) ?? Number.NaN),
      formatCount(count),
    ]),
  )

export function deliveryRows(counts: DeliveryCounts): Markup {
  const settled = counts.inTime + counts.late + counts.lost + counts.unobserved
  return rows([
    ['all receivers', ...DELIVERY_COLUMNS.map(({ key }) => formatCount(counts[key])), formatCount(counts.expected - settled)],
  ])
}

/** Objectives as they are planned, and with their results once there are some. */
export function objectiveRows(plan: LivePlan | undefined, final: FinalFigures | undefined): Markup {
  if (final !== undefined) {
    return rows(
      final.objectives.map(({ text, status, measured }) => [
        metricCode(text),
        html`<strong>${measured}</strong>`,
        statusBadge(OBJECTIVE_WORDS[status]),
      ]),
    )
  }
  return rows((plan?.objectives ?? []).map((text) => [metricCode(text), '–', 'judged at the end']))
}

/** Probes of a capacity search, the newest first. */
export const probeRows = ({ probes }: LiveSearch): Markup =>
  rows(
    probes
      .map(({ subscribers, probe }, i): Row => [
        `${probe.purpose === 'verify' ? 'verify' : 'probe'} ${i + 1}`,
        `${formatRate(probe.rate)} calls`,
        formatSeconds(probe.seconds),
        formatCount(subscribers),
        statusBadge(PROBE_WORDS[probe.outcome]),
        formatUs(worstLatencyOf(probe, 'p99Us')),
        reasonOf(probe),
      ])
      .toReversed(),
  )

export const healthRows = ({ health }: ProgressSnapshot): Markup =>
  rows(
    health.map(({ title, value, unit, voidAbove, status }) => [
      title,
      formatMeasure(value, unit),
      formatMeasure(voidAbove, unit),
      statusBadge(HEALTH_WORDS[status]),
    ]),
  )

/** Series that have a point, with the styles that they have in a report. */
function drawn(timeline: readonly TimelinePoint[]) {
  const shown = SERIES.filter(({ name }) => timeline.some(({ latencies }) => latencies[name] !== undefined))
  const styles = lineStyles(shown)
  return shown.flatMap((series, i) => {
    const style = styles[i]
    return style === undefined ? [] : [{ series, style }]
  })
}

export const latencyLegend = (timeline: readonly TimelinePoint[]): Markup =>
  legend(drawn(timeline).map(({ series, style }) => ({ style, label: series.title })))

export const latencyChart = (timeline: readonly TimelinePoint[], plan: LivePlan | undefined): Markup =>
  timePanels(
    { id: 'live-latency', title: 'Latency over time', description: '99th percentile of each second by series.' },
    [latencyPanel(timeline, drawn(timeline))],
    plan?.marks ?? [],
    endOf(timeline, plan),
  )

export const rateChart = (timeline: readonly TimelinePoint[], plan: LivePlan | undefined): Markup =>
  timePanels(
    { id: 'live-rates', title: 'Throughput over time', description: 'Rates of each second.' },
    ratePanels(timeline),
    plan?.marks ?? [],
    endOf(timeline, plan),
  )

/** The axis has its full length from the start, so that the picture grows instead of shrinking. */
const endOf = (timeline: readonly TimelinePoint[], plan: LivePlan | undefined): number =>
  Math.max(plan?.totalSeconds ?? 0, (timeline.at(-1)?.at ?? 0) + 1)
