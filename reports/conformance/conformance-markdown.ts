import type { CheckResult, ConformanceRecord } from '../../harness/model/conformance.ts'
import { CHECK_WORDS, countOutcomes, countsText, groupByTopic, needsReading, OUTCOMES, outcomeOf } from '../facts/check-outcome.ts'
import { coverageText } from '../facts/coverage.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { literal, markdownDocument, markdownTable } from '../text/markdown-text.ts'
import { printableLines } from '../text/printable.ts'

/** Longest text of one cell: a summary of a job is read at a glance, the report has the whole. */
const LONGEST = 400
const MOST_REASONS = 20

/** A conformance run as Markdown for the step summary of a CI job: verdict, matrix, then what did not pass, worst first. */
export function renderConformanceMarkdown(record: ConformanceRecord): string {
  const { verdict, profile, seed, results, coverage, command } = record
  const { symbol, word } = VERDICT_WORDS[verdict.status]
  const shown = verdict.reasons.slice(0, MOST_REASONS).map(({ message }) => `- ${literal(message, LONGEST)}`)
  const more = verdict.reasons.length - shown.length
  const open = groupByTopic(results)
    .flatMap((topic) => topic.results)
    .filter((result) => needsReading(outcomeOf(result)))
    .toSorted((a, b) => OUTCOMES.indexOf(outcomeOf(a)) - OUTCOMES.indexOf(outcomeOf(b)))
  return markdownDocument([
    `## ${symbol} ${word}: conformance of ${literal(profile.name, LONGEST)}`,
    `${results.length} checks: ${countsText(countOutcomes(results))}. ${coverageText(coverage)}. Seed ${literal(seed, LONGEST)}.`,
    ...(shown.length === 0 ? [] : [[...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n')]),
    matrix(record),
    ...open.map(checkBlock),
    `Repeat: ${literal(command)}`,
  ])
}

function matrix({ results }: ConformanceRecord): string {
  const seen = countOutcomes(results)
  const outcomes = OUTCOMES.filter((outcome) => seen.has(outcome))
  const row = (name: string, counts: ReadonlyMap<(typeof OUTCOMES)[number], number>): readonly string[] => [
    name,
    ...outcomes.map((outcome) => String(counts.get(outcome) ?? '')),
  ]
  return markdownTable(
    ['Topic', ...outcomes.map((outcome) => `${CHECK_WORDS[outcome].symbol} ${CHECK_WORDS[outcome].word}`)],
    [...groupByTopic(results).map(({ topic, counts }) => row(literal(topic, LONGEST), counts)), row('**all**', seen)],
  )
}

function checkBlock(result: CheckResult): string {
  const { symbol, word } = CHECK_WORDS[outcomeOf(result)]
  const { id, title, expected, actual, evidence, requirements, flaky, expectedFailure } = result
  const [excerpt] = evidence.flatMap((one) => (one.excerpt === '' ? [] : printableLines(one.excerpt, 1, LONGEST)))
  const facts = [
    flaky === undefined ? undefined : `repeated: ${flaky.join(', ')}`,
    expectedFailure === undefined ? undefined : `listed: ${literal(expectedFailure, LONGEST)}`,
    `requires ${requirements.map((one) => literal(one, LONGEST)).join(', ')}`,
    `expected ${literal(expected, LONGEST)}`,
    `actual ${literal(actual, LONGEST)}`,
    excerpt === undefined ? undefined : `evidence ${literal(excerpt, LONGEST)}`,
  ]
  const lines = facts.flatMap((fact) => (fact === undefined ? [] : [`- ${fact}`]))
  return [`**${symbol} ${word} ${literal(id, LONGEST)}** ${literal(title, LONGEST)}`, '', ...lines].join('\n')
}
