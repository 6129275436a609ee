import type { AbRecord, GateResult, MetricComparison, Regression } from '../harness/model/gate.ts'
import type { RunRecord } from '../harness/model/run-record.ts'
import type { Verdict } from '../harness/model/verdict.ts'
import { OBJECTIVE_WORDS, VERDICT_WORDS, type Tone } from './facts/status-words.ts'
import { paintFor, type Paint } from './text/paint.ts'
import { printable } from './text/printable.ts'
import { type Cell, textTable, wrapText } from './text/text-table.ts'
import { formatCount, formatMargin, formatShare } from './text/units.ts'

export interface GateTextOptions {
  /** ANSI colours and styles. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** Path of the JSON record, when one was written. */
  readonly report?: string
}

const left = (title: string) => ({ title, align: 'left' as const })
const right = (title: string) => ({ title, align: 'right' as const })

function headLines({ status, reasons }: Verdict, head: string, paint: Paint, width: number): string[] {
  const { word, tone } = VERDICT_WORDS[status]
  const lines = reasons.flatMap(({ message }) =>
    wrapText(printable(message), width - 4).map((line, i) => (i === 0 ? '  - ' : '    ') + line),
  )
  return [`${paint.badge(tone, word)}  ${paint.bold(head)}`, ...lines]
}

/** How much worse, as a share: `+12 %` is worse, `-3 %` better. */
function changeText(shift: number | undefined): string {
  if (shift === undefined) return '–'
  const change = Math.exp(shift) - 1
  return `${change >= 0 ? '+' : '-'}${formatShare(Math.abs(change))}`
}

const pText = (p: number | undefined): string => (p === undefined ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3))

/** A candidate against its objectives and a stored baseline, on one screen. */
export function renderGate(
  { verdict, objectives, regressions, caveat }: GateResult,
  runs: { readonly baseline: readonly RunRecord[]; readonly candidate: readonly RunRecord[] },
  { color = false, width = 100 }: GateTextOptions = {},
): string {
  const paint = paintFor(color)
  const name = (records: readonly RunRecord[]): string => {
    const profiles = [...new Set(records.map(({ target }) => printable(target.profile)))].join(', ')
    return records.length === 1 ? profiles : `${profiles} (${records.length} runs)`
  }
  return [
    ...headLines(
      verdict,
      `${name(runs.candidate)} against the stored baseline of ${name(runs.baseline)}`,
      paint,
      width,
    ),
    '',
    ...textTable(
      [{ ...left('Objective'), gives: true }, right('measured'), right('margin'), left('status')],
      objectives.map((one) => objectiveRow(one, paint)),
      width,
    ),
    ...(regressions.length === 0
      ? []
      : [
          '',
          ...textTable(
            [left('Against the baseline'), right('change'), right('p'), left('status'), { ...left(''), gives: true }],
            regressions.map((one) => regressionRow(one, paint)),
            width,
          ),
        ]),
    '',
    ...wrapText(caveat, width),
    '',
  ].join('\n')
}

function objectiveRow({ text, measured, margin, status }: GateResult['objectives'][number], paint: Paint): Cell[] {
  const { symbol, word, tone } = OBJECTIVE_WORDS[status]
  return [
    { text: printable(text) },
    { text: printable(measured) },
    { text: formatMargin(margin) },
    { text: `${symbol} ${word}`, paint: (padded) => paint.tone(tone, padded) },
  ]
}

const REGRESSION_TONES: Readonly<Record<Regression['status'], Tone>> = { same: 'good', worse: 'bad', unknown: 'doubt' }

function regressionRow({ metric, status, shift, p, note }: Regression, paint: Paint): Cell[] {
  const tone = REGRESSION_TONES[status]
  return [
    { text: printable(metric) },
    { text: changeText(shift) },
    { text: pText(p) },
    { text: status, paint: (text) => paint.tone(tone, text) },
    { text: printable(note) },
  ]
}

/** A side-by-side comparison on one screen. */
export function renderAb(record: AbRecord, { color = false, width = 100, report }: GateTextOptions = {}): string {
  const paint = paintFor(color)
  const { a, b, decision, verdict, command } = record
  const used = `${formatCount(decision.quads)} quads A B B A, ${formatCount(decision.dropped)} of them void`
  return [
    ...headLines(
      verdict,
      `B ${printable(b)} against A ${printable(a)} under ${printable(record.scenario.id)}`,
      paint,
      width,
    ),
    ...(verdict.reasons.length === 0 ? [`  ${printable(decision.because)}`] : []),
    '',
    ...textTable(
      [
        left('Latency'),
        right('B against A'),
        right('p (Holm)'),
        right('p of 10 % missed'),
        right('quads'),
        left('status'),
      ],
      decision.metrics.map((one) => comparisonRow(one, paint)),
      width,
    ),
    '',
    used,
    ...(report === undefined ? [] : [`${paint.bold('Report')} ${printable(report)}`]),
    `${paint.bold('Repeat')} ${printable(command)}`,
    '',
  ].join('\n')
}

const COMPARISON_WORDS: Readonly<Record<MetricComparison['status'], readonly [Tone, string]>> = {
  pass: ['good', 'not worse'],
  fail: ['bad', 'worse'],
  open: ['doubt', 'not known'],
}

function comparisonRow({ metric, status, shift, adjustedP, pOfMissed, quads }: MetricComparison, paint: Paint): Cell[] {
  const [tone, word] = COMPARISON_WORDS[status]
  return [
    { text: printable(metric) },
    { text: quads === 0 ? '–' : changeText(shift) },
    { text: pText(adjustedP) },
    { text: pText(pOfMissed) },
    { text: formatCount(quads) },
    { text: word, paint: (text) => paint.tone(tone, text) },
  ]
}
