import type { GateRecord, Regression } from '../../harness/model/gate.ts'
import { OBJECTIVE_WORDS } from '../facts/status-words.ts'
import { paintFor, type Paint } from '../text/paint.ts'
import { printable } from '../text/printable.ts'
import { type Cell, textTable, wrapText } from '../text/text-table.ts'
import { formatMargin } from '../text/units.ts'
import { verdictLines } from '../text/verdict-lines.ts'
import { pText, REGRESSION_WORDS, runsText, shiftOrNone } from './gate-words.ts'

export interface GateTextOptions {
  /** ANSI colours and styles. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** Path of the HTML report, when one was written. */
  readonly report?: string
}

const left = (title: string) => ({ title, align: 'left' as const })
const right = (title: string) => ({ title, align: 'right' as const })

/** A candidate against its objectives and a stored baseline, on one screen. */
export function renderGate(record: GateRecord, { color = false, width = 100, report }: GateTextOptions = {}): string {
  const { verdict, objectives, regressions, baseline, candidate, caveat, command } = record
  const paint = paintFor(color)
  const about = `${runsText(candidate)} against the stored baseline of ${runsText(baseline)}`
  const against = [left('Against the baseline'), right('change'), right('p'), left('status'), { ...left(''), gives: true }]
  return [
    ...verdictLines(verdict, about, paint, width),
    '',
    ...textTable(
      [{ ...left('Objective'), gives: true }, right('measured'), right('margin'), left('status')],
      objectives.map((one) => objectiveRow(one, paint)),
      width,
    ),
    ...(regressions.length === 0
      ? []
      : ['', ...textTable(against, regressions.map((one) => regressionRow(one, paint)), width)]),
    '',
    ...wrapText(caveat, width),
    ...(report === undefined ? [] : [`${paint.bold('Report')} ${printable(report)}`]),
    `${paint.bold('Repeat')} ${printable(command)}`,
    '',
  ].join('\n')
}

function objectiveRow({ text, measured, margin, status }: GateRecord['objectives'][number], paint: Paint): Cell[] {
  const { symbol, word, tone } = OBJECTIVE_WORDS[status]
  return [
    { text: printable(text) },
    { text: printable(measured) },
    { text: formatMargin(margin) },
    { text: `${symbol} ${word}`, paint: (padded) => paint.tone(tone, padded) },
  ]
}

function regressionRow({ metric, status, shift, p, note }: Regression, paint: Paint): Cell[] {
  const { tone, symbol, word } = REGRESSION_WORDS[status]
  return [
    { text: printable(metric) },
    { text: shiftOrNone(shift) },
    { text: pText(p) },
    { text: `${symbol} ${word}`, paint: (text) => paint.tone(tone, text) },
    { text: printable(note) },
  ]
}
