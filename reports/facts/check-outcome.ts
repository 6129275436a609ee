import type { CheckResult } from '../../harness/model/conformance.ts'
import type { StatusWord } from './status-words.ts'

/** What a check means for the run: its status, with the list of expected failures and repetitions taken into account. */
export type CheckOutcome =
  | CheckResult['status']
  /** Repetitions differ: fails the run. */
  | 'flaky'
  /** Listed as an expected failure and passed: fails the run, so that the list cannot rot. */
  | 'unexpected-pass'
  /** Listed, and did not pass: does not fail the run. */
  | 'expected-failure'

export const outcomeOf = ({ status, flaky, expectedFailure }: CheckResult): CheckOutcome => {
  if (flaky !== undefined) return 'flaky'
  if (expectedFailure === undefined || status === 'not-applicable') return status
  return status === 'pass' ? 'unexpected-pass' : 'expected-failure'
}

/** In reading order: what fails the run first. */
export const CHECK_WORDS: Readonly<Record<CheckOutcome, StatusWord>> = {
  fail: { word: 'fail', symbol: '✗', tone: 'bad' },
  'unexpected-pass': { word: 'unexpected pass', symbol: '✗', tone: 'bad' },
  flaky: { word: 'flaky', symbol: '≈', tone: 'bad' },
  unknown: { word: 'unknown', symbol: '?', tone: 'doubt' },
  warn: { word: 'warning', symbol: '!', tone: 'doubt' },
  'expected-failure': { word: 'expected failure', symbol: '○', tone: 'muted' },
  pass: { word: 'pass', symbol: '✓', tone: 'good' },
  'not-applicable': { word: 'not applicable', symbol: '–', tone: 'muted' },
}

const isOutcome = (word: string): word is CheckOutcome => word in CHECK_WORDS

/** Outcomes from what a reader must see first to what may be left out. */
export const OUTCOMES: readonly CheckOutcome[] = Object.keys(CHECK_WORDS).filter(isOutcome)

/** Whether a reader has to look at it: anything but a pass or what does not apply. */
export const needsReading = (outcome: CheckOutcome): boolean => outcome !== 'pass' && outcome !== 'not-applicable'

/** Results of one topic, worst first, in the order of the catalogue otherwise. */
export interface TopicResults {
  readonly topic: string
  readonly results: readonly CheckResult[]
  readonly counts: ReadonlyMap<CheckOutcome, number>
}

/** Results by topic, the part of a check's id before the slash. */
export function groupByTopic(results: readonly CheckResult[]): readonly TopicResults[] {
  const topics = new Map<string, CheckResult[]>()
  for (const result of results) {
    const topic = topicOf(result.id)
    const own = topics.get(topic)
    if (own) own.push(result)
    else topics.set(topic, [result])
  }
  return [...topics].map(([topic, own]) => ({ topic, results: own.toSorted(byOutcome), counts: countOutcomes(own) }))
}

export const topicOf = (id: string): string => id.split('/', 1)[0] ?? ''

const byOutcome = (a: CheckResult, b: CheckResult): number => OUTCOMES.indexOf(outcomeOf(a)) - OUTCOMES.indexOf(outcomeOf(b))

export function countOutcomes(results: readonly CheckResult[]): ReadonlyMap<CheckOutcome, number> {
  const counts = new Map<CheckOutcome, number>()
  for (const outcome of results.map(outcomeOf)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return counts
}

/** `2 fail, 1 unknown, 40 pass`, worst first. */
export const countsText = (counts: ReadonlyMap<CheckOutcome, number>): string =>
  OUTCOMES.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0
    return count === 0 ? [] : [`${count} ${CHECK_WORDS[outcome].word}`]
  }).join(', ')
