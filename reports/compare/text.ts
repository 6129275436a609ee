import type { ComparisonRecord } from '../../harness/model/comparison.ts'
import { DELIVERY_COLUMNS } from '../facts/receiver-groups.ts'
import { OBJECTIVE_WORDS } from '../facts/status-words.ts'
import { paintFor } from '../text/paint.ts'
import type { Paint } from '../text/paint.ts'
import { printable } from '../text/printable.ts'
import { textTable, wrapText } from '../text/text-table.ts'
import type { Cell, Column } from '../text/text-table.ts'
import { formatCount } from '../text/units.ts'
import {
  certaintyText,
  changeLines,
  changeText,
  changeWord,
  CONCLUSION_WORDS,
  objectiveText,
  sideText,
  valueText,
} from './change-words.ts'

export interface ComparisonTextOptions {
  /** ANSI colours and styles. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** Path of the HTML report, when one was written. */
  readonly report?: string
}

const left = (title: string): Column => ({ title, align: 'left', gives: true })
const right = (title: string): Column => ({ title, align: 'right' })

function changeTable({ sides, latencies }: ComparisonRecord, paint: Paint, width: number): string[] {
  const several = sides.length > 2
  const rows = changeLines(latencies).map(({ metric, asserted, base, other, side, change }): Cell[] => {
    const { symbol, word, tone } = changeWord(change)
    const name = printable(several ? `${metric} ${sides[side]?.name ?? ''}` : metric)
    return [
      { text: name, ...(asserted ? {} : { paint: paint.dim }) },
      { text: valueText(base) },
      { text: valueText(other) },
      { text: changeText(change), paint: paint.bold },
      { text: certaintyText(change) },
      { text: printable(`${symbol} ${word}`), paint: (padded) => paint.tone(tone, padded) },
    ]
  })
  const other = several ? 'side' : (sides[1]?.name ?? '')
  const columns = [left('Latency'), right(sides[0]?.name ?? ''), right(other), right('change'), right('interval or p')]
  return textTable([...columns, { title: '', align: 'left', gives: true }], rows, width)
}

function objectiveTable({ sides, objectives }: ComparisonRecord, paint: Paint, width: number): string[] {
  const rows = objectives.map(({ text, sides: results }): Cell[] => [
    { text: printable(text) },
    ...results.map((side): Cell => {
      const worst = (['missed', 'unknown', 'met'] as const).find((status) => side.some((one) => one.status === status))
      if (worst === undefined) return { text: '–' }
      const { symbol, tone } = OBJECTIVE_WORDS[worst]
      return { text: `${printable(objectiveText(side))} ${symbol}`, paint: (padded) => paint.tone(tone, padded) }
    }),
  ])
  return textTable([left('Objective'), ...sides.map(({ name }) => right(name))], rows, width)
}

function deliveryTable({ sides }: ComparisonRecord, paint: Paint, width: number): string[] {
  const rows = sides.map((side): Cell[] => [
    { text: printable(sideText(side)) },
    ...DELIVERY_COLUMNS.map(({ key, failing }): Cell => {
      const text = formatCount(side.deliveries[key])
      return failing && side.deliveries[key] > 0 ? { text, paint: (padded) => paint.tone('bad', padded) } : { text }
    }),
  ])
  const columns = DELIVERY_COLUMNS.map(({ title, short }) => right(width < 110 ? short : title))
  return textTable([left('Deliveries'), ...columns], rows, width)
}

function conditionLines({ sides, differences }: ComparisonRecord, paint: Paint, width: number): string[] {
  if (differences.length === 0) return ['Scenario, workload, machine and versions are the same on all sides']
  const rows = differences.map(({ name, values, breaks }): Cell[] => [
    { text: printable(name), ...(breaks ? { paint: (padded: string) => paint.tone('bad', padded) } : {}) },
    ...values.map((value): Cell => ({ text: printable(value, 200) })),
  ])
  return textTable([{ title: 'What differs', align: 'left' }, ...sides.map(({ name }) => left(name))], rows, width)
}

/** A comparison on one screen. Text from outside has its control characters escaped. */
export function renderComparison(record: ComparisonRecord, options: ComparisonTextOptions = {}): string {
  const { color = false, width = 100, report } = options
  const paint = paintFor(color)
  const { conclusion, sides, reach, command } = record
  const { word, tone, meaning } = CONCLUSION_WORDS[conclusion.kind]
  const [base, ...others] = sides.map((side) => printable(sideText(side)))
  const reasons = conclusion.reasons.flatMap((reason) =>
    wrapText(printable(reason), width - 4).map((line, i) => (i === 0 ? '  - ' : '    ') + line),
  )
  const tables = [changeTable, objectiveTable, deliveryTable, conditionLines].flatMap((table) => {
    const [head = '', ...rows] = table(record, paint, width)
    return rows.length === 0 ? ['', head] : ['', paint.bold(head), ...rows]
  })
  return [
    `${paint.badge(tone, word)}  ${paint.bold(`${others.join(', ')} against ${base}`)}`,
    ...wrapText(meaning, width - 2).map((line) => `  ${line}`),
    ...reasons,
    ...tables,
    '',
    ...wrapText(reach, width),
    '',
    ...(report === undefined ? [] : [`${paint.bold('Report')}  ${printable(report)}`]),
    `${paint.bold('Repeat')}  ${printable(command)}`,
    '',
  ].join('\n')
}
