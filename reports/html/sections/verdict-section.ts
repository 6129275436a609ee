import type { RunRecord } from '../../../harness/model/run-record.ts'
import { measuredRates } from '../../facts/measured-rates.ts'
import { VERDICT_WORDS } from '../../facts/status-words.ts'
import { formatCount, formatRate, formatShare, formatUs } from '../../text/units.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'

const figure = (name: string, value: Content, note: Content): Markup =>
  html`<div><dt>${name}</dt><dd>${value} <small>${note}</small></dd></div>`

function latencyFigures({ series }: RunRecord): readonly Markup[] {
  return series
    .filter(({ diagnostic, count }) => !diagnostic && count > 0)
    .map(({ title, quantiles }) =>
      figure(title, formatUs(quantiles.p99Us), `p99 · median ${formatUs(quantiles.p50Us)}`),
    )
}

function keyFigures(record: RunRecord): Markup {
  const { totals } = record.ledger
  const rates = measuredRates(record)
  const claimed = totals.expected - totals.unobserved
  const offered = formatRate(record.workload.arrivals.perSecond)
  const inTime = claimed === 0 ? '–' : formatShare(totals.inTime / claimed)
  const calls = rates.get('calls.started')
  return html`<dl class="figures">
${calls === undefined ? undefined : figure('Calls', formatRate(calls), `offered ${offered}`)}
${figure('Delivered in time', inTime, `of ${formatCount(claimed)} deliveries`)}
${figure('Lost', formatCount(totals.lost), totals.late === 0 ? 'none late' : `${formatCount(totals.late)} late`)}
${latencyFigures(record)}
</dl>`
}

/** The verdict, why, and the few figures that people ask for first. */
export function verdictSection(record: RunRecord): Markup {
  const { status, reasons } = record.verdict
  const { word, symbol, tone, meaning } = VERDICT_WORDS[status]
  const list =
    reasons.length === 0 ? undefined : html`<ul>${reasons.map(({ message }) => html`<li>${message}</li>`)}</ul>`
  return html`<section id="verdict" aria-labelledby="verdict-head">
<div class="verdict ${tone}"><h2 id="verdict-head" class="${tone}"><span class="symbol"
  aria-hidden="true"><b>${symbol}</b></span> ${word}</h2>
<p>${meaning.charAt(0).toUpperCase() + meaning.slice(1)}.</p>${list}</div>
${keyFigures(record)}
</section>`
}
