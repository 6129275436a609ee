import type { CheckResult, ConformanceRecord } from '../../harness/model/conformance.ts'
import {
  CHECK_WORDS,
  countOutcomes,
  countsText,
  groupByTopic,
  needsReading,
  outcomeOf,
  type TopicResults,
} from '../facts/check-outcome.ts'
import { coverageText } from '../facts/coverage.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { paintFor, type Paint } from '../text/paint.ts'
import { printable } from '../text/printable.ts'
import { clip, wrapText } from '../text/text-table.ts'
import { formatSeconds } from '../text/units.ts'

export interface ConformanceTextOptions {
  /** ANSI colours and styles. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** Folder of the reports, when they were written. */
  readonly folder?: string
}

const LABEL = 10
const INDENT = '      '
/** Longest sentence of a judgement, in characters. */
const LONGEST_SENTENCE = 480
const MOST_REASONS = 12

interface Page {
  readonly paint: Paint
  readonly width: number
}

/**
 * The answer of a conformance run: topics with their counts, under each what did not pass, worst first, with expected,
 * actual and a line of evidence; then verdict, reasons, and how to repeat it. Checks that pass are counted only.
 */
export function renderConformance(record: ConformanceRecord, options: ConformanceTextOptions = {}): string {
  const { color = false, width = 100, folder } = options
  const page: Page = { paint: paintFor(color), width: Math.max(60, width) }
  const { results, coverage, command } = record
  return [
    ...groupByTopic(results).flatMap((topic) => topicLines(topic, page)),
    '',
    ...verdictLines(record, page),
    '',
    ...labelled(page, 'Checks', `${results.length}: ${countsText(countOutcomes(results))}`),
    ...labelled(page, 'Covered', coverageText(coverage)),
    ...(folder === undefined ? [] : [page.paint.bold('Report'.padEnd(LABEL)) + printable(`${folder}/report.html`)]),
    page.paint.bold('Repeat'.padEnd(LABEL)) + printable(command),
    '',
  ].join('\n')
}

const labelled = ({ paint, width }: Page, label: string, text: string): string[] =>
  wrapText(text, width - LABEL).map((line, i) => paint.bold((i === 0 ? label : '').padEnd(LABEL)) + line)

function topicLines({ topic, results, counts }: TopicResults, page: Page): string[] {
  const head = `${page.paint.bold(printable(topic, 40).padEnd(14))}${countsText(counts)}`
  return [head, ...results.filter((result) => needsReading(outcomeOf(result))).flatMap((result) => checkLines(result, page))]
}

function checkLines(result: CheckResult, page: Page): string[] {
  const { paint, width } = page
  const { word, symbol, tone } = CHECK_WORDS[outcomeOf(result)]
  const head = `  ${paint.tone(tone, `${symbol} ${word}`)}  ${paint.bold(printable(result.id, 80))}  ${printable(result.title, 200)}`
  const room = width - INDENT.length - LABEL
  const why = whyLines(result).flatMap(([label, text]) => {
    const shown = printable(text, LONGEST_SENTENCE)
    const lines = label === 'evidence' ? [shown] : wrapText(shown, room)
    return lines.map((line, i) => INDENT + paint.dim((i === 0 ? label : '').padEnd(LABEL)) + clip(line, room))
  })
  return [head, ...why]
}

function whyLines(result: CheckResult): (readonly [label: string, text: string])[] {
  const { flaky, expectedFailure, requirements, expected, actual, evidence } = result
  const excerpt = evidence.find((one) => one.excerpt !== '')
  const file = evidence.find((one) => one.file !== undefined)?.file
  const passed = outcomeOf(result) === 'unexpected-pass'
  return [
    ...(flaky === undefined ? [] : [['repeated', flaky.join(', ')] as const]),
    ...(expectedFailure === undefined ? [] : [['listed', expectedFailure] as const]),
    ...(passed ? [] : [['requires', requirements.join(', ')] as const, ['expected', expected] as const, ['actual', actual] as const]),
    ...(excerpt === undefined || passed ? [] : [['evidence', `${excerpt.title}: ${excerpt.excerpt.slice(0, LONGEST_SENTENCE).replaceAll('\n', ' ⏎ ')}`] as const]),
    ...(file === undefined || passed ? [] : [['whole', file] as const]),
  ]
}

function verdictLines({ verdict, profile, startedAt, endedAt, seed, strict }: ConformanceRecord, { paint, width }: Page): string[] {
  const { word, tone } = VERDICT_WORDS[verdict.status]
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  const head = `conformance of ${printable(profile.name)} (${profile.kind}), ${formatSeconds(seconds)}, seed ${printable(seed)}${strict ? ', strict' : ''}`
  const shown = verdict.reasons.slice(0, MOST_REASONS)
  const more = verdict.reasons.length - shown.length
  return [
    `${paint.badge(tone, word)}  ${paint.bold(head)}`,
    ...shown.map(({ message }) => clip(`  - ${printable(message, LONGEST_SENTENCE)}`, width)),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ]
}
