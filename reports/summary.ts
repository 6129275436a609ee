import type { RunRecord, SeriesRecord } from '../harness/model/run-record.ts'
import { describeEventQueues } from './facts/event-queues.ts'
import { measuredRates } from './facts/measured-rates.ts'
import { mergedText } from './facts/merged-words.ts'
import { DELIVERY_COLUMNS, groupReceivers } from './facts/receiver-groups.ts'
import { OBJECTIVE_WORDS, VERDICT_WORDS, describeHealth } from './facts/status-words.ts'
import { summarizeUsage } from './facts/usage-summary.ts'
import { paintFor } from './text/paint.ts'
import type { Paint } from './text/paint.ts'
import { printable } from './text/printable.ts'
import { textTable, wrapText } from './text/text-table.ts'
import type { Cell } from './text/text-table.ts'
import {
  formatBytes,
  formatCount,
  formatMargin,
  formatRate,
  formatSeconds,
  formatShare,
  formatUs,
  titleOf,
} from './text/units.ts'

export interface SummaryOptions {
  /** ANSI colours and styles. The caller honours NO_COLOR and streams that are no terminal. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** Path of the HTML report, when one was written. */
  readonly report?: string
}

interface Page {
  readonly record: RunRecord
  readonly paint: Paint
  readonly width: number
}

const INDENT = '  '
const LABEL = 10

/** Lines under a label in the margin, wrapped. */
function labelled({ paint, width }: Page, label: string, text: string): string[] {
  return wrapText(text, width - LABEL).map((line, i) => paint.bold((i === 0 ? label : '').padEnd(LABEL)) + line)
}

function verdictLines({ record, paint, width }: Page): string[] {
  const { verdict, scenario, workload } = record
  const { word, tone, meaning } = VERDICT_WORDS[verdict.status]
  const length = formatSeconds(workload.warmupSeconds + workload.durationSeconds)
  const names = [scenario.id, workload.seed, record.target.profile].map((text) => printable(text))
  const head = `${names[0]}, ${length}, seed ${names[1]}, bridge ${names[2]}`
  const reasons = verdict.reasons.map(({ message }) => printable(message))
  return [
    `${paint.badge(tone, word)}  ${paint.bold(head)}`,
    ...wrapText(meaning, width - 2).map((line) => INDENT + line),
    ...reasons.flatMap((reason) => wrapText(reason, width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`)),
  ]
}

function objectiveLines({ record, paint, width }: Page): string[] {
  const rows = record.objectives.map(({ text, status, measured, margin, note }): Cell[] => {
    const { symbol, word, tone } = OBJECTIVE_WORDS[status]
    return [
      { text: printable(text) },
      { text: printable(measured), paint: paint.bold },
      { text: formatMargin(margin) },
      { text: `${symbol} ${word}`, paint: (padded) => paint.tone(tone, padded) },
      { text: printable(note), paint: paint.dim },
    ]
  })
  if (rows.length === 0) return ['No objectives were set']
  return textTable(
    [
      { title: 'Objective', align: 'left', gives: true },
      { title: 'measured', align: 'right' },
      { title: 'margin', align: 'right' },
      { title: 'status', align: 'left' },
      { title: '', align: 'left', gives: true },
    ],
    rows,
    width,
  )
}

function latencyRow(series: SeriesRecord, paint: Paint): Cell[] {
  const style = series.diagnostic ? { paint: paint.dim } : {}
  const title = printable(series.title) + (series.diagnostic ? ' (diagnostic)' : '')
  if (series.count === 0)
    return [
      { text: title, ...style },
      { text: 'no samples', ...style },
    ]
  const { p50Us, p90Us, p99Us, p999Us } = series.quantiles
  const values = [p50Us, p90Us, p99Us, p999Us, series.maxUs].map((us): Cell => ({ text: formatUs(us), ...style }))
  return [{ text: title, ...style }, ...values, { text: formatCount(series.count), ...style }]
}

function latencyLines({ record, paint, width }: Page): string[] {
  const figures = ['p50', 'p90', 'p99', 'p99.9', 'max', 'count'] as const
  const columns = figures.map((title) => ({ title, align: 'right' as const }))
  const rows = record.series.map((series) => latencyRow(series, paint))
  return textTable([{ title: 'Latency', align: 'left', gives: true }, ...columns], rows, width)
}

function deliveryLines({ record, paint, width }: Page): string[] {
  const rows = groupReceivers(record.ledger.receivers).map(({ kind, receivers, counts }): Cell[] => [
    { text: `${kind} ×${receivers.length}` },
    ...DELIVERY_COLUMNS.map(({ key, failing }): Cell => {
      const text = formatCount(counts[key])
      return failing && counts[key] > 0 ? { text, paint: (padded) => paint.tone('bad', padded) } : { text }
    }),
  ])
  if (rows.length === 0) return ['No receiver took part']
  const columns = DELIVERY_COLUMNS.map(({ title, short }) => ({
    title: width < 90 ? short : title,
    align: 'right' as const,
  }))
  return textTable([{ title: 'Delivery', align: 'left', gives: true }, ...columns], rows, width)
}

function ratesText(record: RunRecord): string {
  const rates = [...measuredRates(record)].map(
    ([name, rate]) => `${titleOf(printable(name)).toLowerCase()} ${formatRate(rate)}`,
  )
  return rates.length === 0 ? 'nothing was measured' : rates.join(' · ')
}

function bridgeText({ target, usage }: RunRecord): string {
  const used = summarizeUsage(usage, 'bridge')
  const who = `${printable(target.profile)} (${target.kind})`
  if (used === undefined) return `${who}: not watched`
  const cpu = `CPU ${formatShare(used.cpuMean)} of a core, peak ${formatShare(used.cpuPeak)}`
  const descriptors = formatCount(used.descriptorsPeak ?? Number.NaN)
  return `${who}: ${cpu} · memory peak ${formatBytes(used.rssPeakBytes)} · descriptors peak ${descriptors}`
}

/**
 * The answer of a run on one screen: verdict and why, objectives, latencies, deliveries, rates, the bridge, the
 * instrument, where the report is and how to repeat the run. Text from a bridge has its control characters escaped.
 */
export function renderSummary(record: RunRecord, options: SummaryOptions = {}): string {
  const { color = false, width = 100, report } = options
  const page: Page = { record, paint: paintFor(color), width: Math.max(40, width) }
  const [objectives, latencies, deliveries] = [objectiveLines(page), latencyLines(page), deliveryLines(page)]
  const tables = [objectives, latencies, deliveries].flatMap(([head = '', ...rows]) => [
    '',
    page.paint.bold(head),
    ...rows,
  ])
  const health = describeHealth(record.health)
  const merged = mergedText(record)
  const queues = describeEventQueues(record)
  return [
    ...verdictLines(page),
    ...tables,
    '',
    ...(merged === undefined ? [] : labelled(page, 'Merged', printable(merged))),
    ...labelled(page, 'Rates', ratesText(record)),
    ...labelled(page, 'Bridge', bridgeText(record)),
    ...(queues === undefined ? [] : labelled(page, 'ESL queue', queues)),
    ...labelled(page, 'Health', printable(health.text)),
    ...(report === undefined ? [] : [page.paint.bold('Report'.padEnd(LABEL)) + printable(report)]),
    page.paint.bold('Repeat'.padEnd(LABEL)) + printable(record.command),
    '',
  ].join('\n')
}
