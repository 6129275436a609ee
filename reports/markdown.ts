import type { RunRecord, SeriesRecord } from '../harness/model/run-record.ts'
import { mergedText } from './facts/merged-words.ts'
import { DELIVERY_COLUMNS, groupReceivers } from './facts/receiver-groups.ts'
import { OBJECTIVE_WORDS, VERDICT_WORDS, describeHealth } from './facts/status-words.ts'
import { capitalize } from './text/capitalize.ts'
import { literal, markdownDocument, markdownTable } from './text/markdown-text.ts'
import { formatCount, formatMargin, formatUs } from './text/units.ts'

function objectives(record: RunRecord): string {
  const rows = record.objectives.map(({ text, measured, margin, status, note }) => {
    const { symbol, word } = OBJECTIVE_WORDS[status]
    return [literal(text), `**${literal(measured)}**`, formatMargin(margin), `${symbol} ${word}`, literal(note)]
  })
  return rows.length === 0
    ? 'No objectives were set.'
    : markdownTable(['Objective', 'Measured', 'Margin', 'Status', 'Rests on'], rows)
}

function latencyRow({ title, diagnostic, count, quantiles, maxUs }: SeriesRecord): readonly string[] {
  const name = literal(title) + (diagnostic ? ' (diagnostic)' : '')
  if (count === 0) return [name, 'no samples', '', '', '', '', '0']
  const { p50Us, p90Us, p99Us, p999Us } = quantiles
  return [name, ...[p50Us, p90Us, p99Us, p999Us, maxUs].map(formatUs), formatCount(count)]
}

function deliveries({ ledger }: RunRecord): string {
  const rows = groupReceivers(ledger.receivers).map(({ kind, receivers, counts }) => [
    `${kind} × ${receivers.length}`,
    ...DELIVERY_COLUMNS.map(({ key, failing }) => {
      const text = formatCount(counts[key])
      return failing && counts[key] > 0 ? `**${text}**` : text
    }),
  ])
  return markdownTable(['Receivers', ...DELIVERY_COLUMNS.map(({ title }) => title)], rows)
}

/** A run as Markdown for the step summary of a CI job or a comment on a change. Text from outside stays text. */
export function renderMarkdown(record: RunRecord): string {
  const { status, reasons } = record.verdict
  const { symbol, word, meaning } = VERDICT_WORDS[status]
  const { scenario, target, workload, series, health, command } = record
  const merged = mergedText(record)
  return markdownDocument([
    `## ${symbol} ${word}: ${literal(scenario.title)} against ${literal(target.profile)}`,
    `${capitalize(meaning)}. Seed ${literal(workload.seed)}.`,
    ...(reasons.length === 0 ? [] : [reasons.map(({ message }) => `- ${literal(message)}`).join('\n')]),
    objectives(record),
    markdownTable(['Latency', 'p50', 'p90', 'p99', 'p99.9', 'max', 'samples'], series.map(latencyRow)),
    deliveries(record),
    ...(merged === undefined ? [] : [`Merged from ${literal(merged)}`]),
    `Instrument: ${literal(describeHealth(health).text)}`,
    `Repeat: ${literal(command)}`,
  ])
}
