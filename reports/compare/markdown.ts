import type { ComparisonRecord } from '../../harness/model/comparison.ts'
import { DELIVERY_COLUMNS } from '../facts/receiver-groups.ts'
import { capitalize } from '../text/capitalize.ts'
import { literal, markdownDocument, markdownTable } from '../text/markdown-text.ts'
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

function changes({ sides, latencies }: ComparisonRecord): string {
  const rows = changeLines(latencies).map(({ metric, asserted, base, other, side, change }) => {
    const { symbol, word } = changeWord(change)
    const name = asserted ? `**${literal(metric)}**` : literal(metric)
    const which = sides.length > 2 ? ` (${sides[side]?.name ?? ''})` : ''
    return [name + which, valueText(base), valueText(other), `**${changeText(change)}**`, certaintyText(change), `${symbol} ${literal(word)}`]
  })
  const titles = ['Latency', sides[0]?.name ?? '', sides.length > 2 ? 'Side' : (sides[1]?.name ?? '')]
  return markdownTable([...titles, 'Change', 'Interval or p', 'What it says'], rows)
}

const objectives = ({ sides, objectives: all }: ComparisonRecord): string =>
  markdownTable(
    ['Objective', ...sides.map(({ name }) => name)],
    all.map(({ text, sides: results }) => [
      literal(text),
      ...results.map((side) => {
        const shown = literal(objectiveText(side))
        return side.some(({ status }) => status === 'missed') ? `**${shown}** ✗` : shown
      }),
    ]),
  )

const deliveries = ({ sides }: ComparisonRecord): string =>
  markdownTable(
    ['Deliveries', ...DELIVERY_COLUMNS.map(({ title }) => title)],
    sides.map((side) => [
      literal(sideText(side)),
      ...DELIVERY_COLUMNS.map(({ key, failing }) => {
        const text = formatCount(side.deliveries[key])
        return failing && side.deliveries[key] > 0 ? `**${text}**` : text
      }),
    ]),
  )

function conditions({ sides, differences }: ComparisonRecord): string {
  if (differences.length === 0) return 'Scenario, workload, machine and versions are the same on all sides.'
  return markdownTable(
    ['What differs', ...sides.map(({ name }) => name)],
    differences.map(({ name, values, breaks }) => [
      breaks ? `**${literal(name)}** ⚠` : literal(name),
      ...values.map((value) => literal(value, 200)),
    ]),
    'text',
  )
}

/** A comparison as Markdown for the step summary of a CI job or a comment on a change. Text from outside stays text. */
export function renderComparisonMarkdown(record: ComparisonRecord): string {
  const { sides, conclusion, reach, command } = record
  const { symbol, word, meaning } = CONCLUSION_WORDS[conclusion.kind]
  const [base, ...others] = sides.map((side) => literal(sideText(side)))
  return markdownDocument([
    `## ${symbol} ${word}: ${others.join(', ')} against ${base}`,
    `${capitalize(meaning)}.`,
    ...(conclusion.reasons.length === 0 ? [] : [conclusion.reasons.map((reason) => `- ${literal(reason)}`).join('\n')]),
    changes(record),
    `${reach}.`,
    objectives(record),
    deliveries(record),
    conditions(record),
    `Compare again: ${literal(command)}`,
  ])
}
