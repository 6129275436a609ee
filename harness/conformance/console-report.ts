import type { CheckStatus } from '../model/check.ts'
import type { CheckResult, ConformanceRecord } from '../model/conformance.ts'

const WORD: Readonly<Record<CheckStatus, string>> = { pass: 'pass', fail: 'FAIL', warn: 'warn', unknown: 'unkn', 'not-applicable': 'n/a ' }
const EVIDENCE_WIDTH = 140

/** The record as lines for a terminal: topics, failures first with what was expected and seen, then the counts. */
export function conformanceText(record: ConformanceRecord): string {
  const topics = groupByTopic(record.results)
  const lines = [...topics].flatMap(([topic, results]) => [`${topic}  ${counts(results)}`, ...byStatus(results).flatMap(resultLines), ''])
  return [...lines, ...uncovered(record), ...summary(record), ''].join('\n')
}

function groupByTopic(results: readonly CheckResult[]): Map<string, CheckResult[]> {
  const topics = new Map<string, CheckResult[]>()
  for (const result of results) {
    const [topic = ''] = result.id.split('/')
    topics.set(topic, [...(topics.get(topic) ?? []), result])
  }
  return topics
}

const ORDER: readonly CheckStatus[] = ['fail', 'warn', 'unknown', 'pass', 'not-applicable']
const byStatus = (results: readonly CheckResult[]): CheckResult[] => results.toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))

function resultLines(result: CheckResult): string[] {
  const { id, title, status, durationMs, expectedFailure, flaky } = result
  const notes = [flaky && `flaky: ${flaky.join(', ')}`, expectedFailure !== undefined && `expected failure: ${expectedFailure}`].filter(Boolean)
  const head = `  ${WORD[status]}  ${id.padEnd(32)} ${title}${durationMs >= 1000 ? ` (${(durationMs / 1000).toFixed(1)} s)` : ''}${notes.length > 0 ? ` [${notes.join('; ')}]` : ''}`
  if (status === 'pass') return [head]
  if (status === 'not-applicable') return [`${head}: ${result.actual}`]
  const [first] = result.evidence.filter(({ excerpt }) => excerpt !== '')
  const file = result.evidence.find((one) => one.file !== undefined)?.file
  return [
    head,
    `        requires  ${result.requirements.join(', ')}`,
    `        expected  ${result.expected}`,
    `        actual    ${result.actual}`,
    ...(first ? [`        evidence  ${first.title}: ${oneLine(first.excerpt)}`] : []),
    ...(file === undefined ? [] : [`        whole     ${file}`]),
  ]
}

const oneLine = (text: string): string => {
  const line = text.replaceAll('\n', ' ⏎ ')
  return line.length > EVIDENCE_WIDTH ? `${line.slice(0, EVIDENCE_WIDTH)}…` : line
}

function counts(results: readonly CheckResult[]): string {
  return ORDER.flatMap((status) => {
    const count = results.filter((result) => result.status === status).length
    return count === 0 ? [] : [`${count} ${status}`]
  }).join(', ')
}

function uncovered({ coverage }: ConformanceRecord): string[] {
  const judged = coverage.filter(({ status }) => status === 'pass' || status === 'warn' || status === 'fail')
  return [`${judged.length} of ${coverage.length} requirements judged`]
}

function summary({ verdict, results, profile, startedAt, endedAt, seed }: ConformanceRecord): string[] {
  const seconds = ((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1)
  return [
    `${results.length} checks of bridge "${profile.name}" in ${seconds} s, seed ${seed}: ${counts(results)}`,
    `verdict: ${verdict.status}`,
    ...verdict.reasons.slice(0, 20).map(({ message }) => `  ${message}`),
  ]
}
