import type { CapacityRecord, CapacitySearchRecord, ScalingRecord } from '../../harness/model/capacity.ts'
import type { RunStatus } from '../../harness/model/verdict.ts'
import { PROBE_WORDS, VERDICT_WORDS } from '../facts/status-words.ts'
import { conditionsBlock } from '../html/conditions-block.ts'
import { chartFigure } from '../html/chart-figure.ts'
import { dataTable, figureColumn, proseColumn, textColumn } from '../html/data-table.ts'
import { factsList } from '../html/facts-list.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { pageSection } from '../html/page-section.ts'
import { readableTime, renderPage } from '../html/page.ts'
import { statusBadge } from '../html/status-badge.ts'
import { keyFigure, keyFigures, verdictBox } from '../html/verdict-box.ts'
import { formatCount, formatRate, formatSeconds, formatShare, formatUs } from '../text/units.ts'
import { answerText, reasonOf, subscribersText, telephonyRows, TRUST_WORDS, worstLatencyOf } from './probe-facts.ts'
import { kneeChart, kneeLegend, probesLegend, searchChart } from './probes-chart.ts'
import { scalingChart, scalingLegend } from './scaling-chart.ts'

const MEANINGS: Readonly<Record<RunStatus, string>> = {
  pass: 'a rate was verified that meets every objective',
  fail: 'no rate meets every objective',
  invalid: 'the instrument was the bottleneck',
  unknown: 'the capacity could not be verified; the bracket says what is known',
  aborted: 'stopped by the user',
}

function figuresOf({ searches }: CapacityRecord): Content {
  const last = searches.findLast(({ figures }) => figures !== undefined)
  const best = last?.figures
  const probes = searches.reduce((sum, search) => sum + search.probes.length, 0)
  return keyFigures([
    ...(best === undefined
      ? []
      : [
          keyFigure(last?.answer.kind === 'at-least' ? 'Calls, at least' : 'Calls', formatRate(best.callsPerSecond), `with ${subscribersText(best.subscribers)}`),
          keyFigure('Busy-hour call attempts', formatCount(best.busyHourCallAttempts), ''),
          keyFigure('Concurrent calls', formatCount(best.concurrentCalls), `of ${formatSeconds(best.meanCallSeconds)} in the mean`),
          keyFigure('Events', formatRate(best.eventsPerSecond), ''),
        ]),
    keyFigure('Probes', formatCount(probes), searches.length === 1 ? '' : `in ${searches.length} searches`),
  ])
}

const probesTable = ({ workload, probes }: CapacitySearchRecord): Markup =>
  dataTable(`Probes with ${workload.subscribers} subscribers`, probes, [
    textColumn('Probe', (_, i) => String(i + 1)),
    figureColumn('Calls', ({ rate }) => formatRate(rate)),
    figureColumn('Window', ({ seconds }) => formatSeconds(seconds)),
    textColumn('Purpose', ({ purpose }) => purpose),
    textColumn('Outcome', ({ outcome }) => statusBadge(PROBE_WORDS[outcome])),
    figureColumn('Delivered', ({ attainment }) => formatShare(attainment)),
    figureColumn('p50', (probe) => formatUs(worstLatencyOf(probe, 'p50Us'))),
    figureColumn('p99', (probe) => formatUs(worstLatencyOf(probe, 'p99Us'))),
    figureColumn('p99.9', (probe) => formatUs(worstLatencyOf(probe, 'p999Us'))),
    proseColumn('Why', reasonOf),
  ])

function searchSection(search: CapacitySearchRecord): Markup {
  const { workload, answer, figures, probes } = search
  const [closing, knee] = [searchChart(search), kneeChart(search)]
  const content = html`${'because' in answer ? html`<p class="note">${answer.because}.</p>` : undefined}
${figures === undefined ? undefined : factsList(telephonyRows(figures))}
${closing && chartFigure(`Rates that were probed with ${subscribersText(workload.subscribers)}`, probesLegend(search), closing, 'A rate passes by one sound probe and is verified by longer ones; it fails by several, as noise only makes a bridge look worse.')}
${knee && chartFigure(`Latency against rate with ${subscribersText(workload.subscribers)}`, kneeLegend(search), knee, 'The worst of the reply, websocket and webhook latencies. Lines go through the middle one of the sound probes at a rate; marks are the p99 of each.')}
<details><summary>All ${probes.length} probes</summary>${probesTable(search)}</details>`
  return pageSection(`search-of-${workload.subscribers}`, `${subscribersText(workload.subscribers)}: ${answerText(answer)}`, content)
}

function scalingSection(scaling: ScalingRecord): Markup {
  const { law, predictions, over } = scaling
  const table = dataTable('Predictions', predictions, [
    textColumn(over, ({ size }) => formatCount(size)),
    figureColumn('Deliveries', ({ throughput, trust }) => (trust === 'refused' ? 'not known' : formatRate(throughput))),
    figureColumn('95 % interval', ({ interval: [low, high], trust }) =>
      trust === 'refused' ? '' : `${formatRate(low)} to ${formatRate(high)}`,
    ),
    proseColumn('Trust', ({ trust }) => TRUST_WORDS[trust]),
  ])
  const chart = scalingChart(scaling)
  return pageSection(
    'scaling-section',
    'How it scales',
    html`<p class="note">Universal Scalability Law fitted to the capacities: contention ${formatShare(law.sigma)}, coherency ${formatShare(law.kappa)},
${formatRate(law.lambda)} at size 1. Predictions reach twice the largest size measured, with a warning four times, and none
is given beyond or where the interval is wider than half of the value. The law's peak is not printed: it is not known this well.</p>
${chart && chartFigure('Throughput by size', scalingLegend(), chart, 'Whiskers are 95 % intervals.')}
${table}`,
  )
}

/** A capacity search as one HTML document, see `renderPage()`. @param files beside the report */
export function renderCapacityHtml(record: CapacityRecord, files: readonly string[] = []): string {
  const { target, scenario, verdict, searches, scaling, objectives, quick, startedAt, callstorm } = record
  return renderPage({
    title: `${VERDICT_WORDS[verdict.status].word}: capacity of ${target.profile}`,
    kicker: `callstorm capacity report · ${readableTime(startedAt)}`,
    heading: html`Capacity <span class="muted">of ${target.profile}</span>`,
    lead: `Highest rate of calls at which every objective is met, under the traffic of ${scenario.title}.${
      quick ? ' A quick search: the true rate may lie 10 to 15 % off.' : ''
    }`,
    contents: [
      ...searches.map(({ workload }) => [`search-of-${workload.subscribers}`, subscribersText(workload.subscribers)] as const),
      ...(scaling === undefined ? [] : [['scaling-section', 'How it scales'] as const]),
      ['conditions', 'Conditions'],
    ],
    sections: [
      verdictBox(verdict, { meaning: MEANINGS[verdict.status], figures: figuresOf(record) }),
      ...searches.map(searchSection),
      ...(scaling === undefined ? [] : [scalingSection(scaling)]),
      conditionsBlock({
        ...record,
        about: [
          'Search',
          [
            ['Bridge', `${target.profile} (${target.kind})`],
            ['What it is', target.description],
            ['Traffic of', scenario.id],
            ['Held to', html`<ul>${objectives.map((text) => html`<li><code>${text}</code></li>`)}</ul>`],
          ],
        ],
        files,
      }),
    ],
    footer: `Made by callstorm ${callstorm}.`,
  })
}
