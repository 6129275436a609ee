import type { AbRecord, MetricComparison } from '../../harness/model/gate.ts'
import { COMPARISON_WORDS, pText, shiftOrNone } from '../gate/gate-words.ts'
import { paintFor, type Paint } from '../text/paint.ts'
import { printable } from '../text/printable.ts'
import { type Cell, textTable } from '../text/text-table.ts'
import { formatCount } from '../text/units.ts'
import { verdictLines } from '../text/verdict-lines.ts'

export interface AbTextOptions {
  /** ANSI colours and styles. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** Path of the HTML report, when one was written. */
  readonly report?: string
}

const left = (title: string) => ({ title, align: 'left' as const })
const right = (title: string) => ({ title, align: 'right' as const })
const COLUMNS = [
  left('Latency'),
  right('B against A'),
  right('p (Holm)'),
  right('p of 10 % missed'),
  right('rounds'),
  left('status'),
]

/** A side-by-side comparison on one screen. */
export function renderAb(record: AbRecord, { color = false, width = 100, report }: AbTextOptions = {}): string {
  const paint = paintFor(color)
  const { a, b, decision, verdict, command, scenario } = record
  const about = `B ${printable(b)} against A ${printable(a)} under ${printable(scenario.id)}`
  return [
    ...verdictLines(verdict, about, paint, width),
    ...(verdict.reasons.length === 0 ? [`  ${printable(decision.because)}`] : []),
    '',
    ...textTable(COLUMNS, decision.metrics.map((one) => comparisonRow(one, paint)), width),
    '',
    `${formatCount(decision.rounds)} rounds of eight blocks, ${formatCount(decision.dropped)} of them void`,
    ...(report === undefined ? [] : [`${paint.bold('Report')} ${printable(report)}`]),
    `${paint.bold('Repeat')} ${printable(command)}`,
    '',
  ].join('\n')
}

function comparisonRow({ metric, status, shift, adjustedP, pOfMissed, rounds }: MetricComparison, paint: Paint): Cell[] {
  const { tone, symbol, word } = COMPARISON_WORDS[status]
  return [
    { text: printable(metric) },
    { text: rounds === 0 ? '–' : shiftOrNone(shift) },
    { text: pText(adjustedP) },
    { text: pText(pOfMissed) },
    { text: formatCount(rounds) },
    { text: `${symbol} ${word}`, paint: (text) => paint.tone(tone, text) },
  ]
}
