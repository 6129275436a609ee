import type { CheckData, CheckResult, ConformanceRecord, Judgement } from '../../../harness/model/conformance.ts'
import { CHECK_WORDS, countsText, groupByTopic, needsReading, outcomeOf } from '../../facts/check-outcome.ts'
import { factsList } from '../../html/facts-list.ts'
import { fileLink } from '../../html/file-link.ts'
import { html } from '../../html/markup.ts'
import type { Content, Markup } from '../../html/markup.ts'
import { pageSection } from '../../html/page-section.ts'
import { statusBadge } from '../../html/status-badge.ts'
import { printableLines } from '../../text/printable.ts'
import { formatSeconds } from '../../text/units.ts'
import { checkAnchor, requirementAnchor, topicAnchor } from '../anchors.ts'

const MOST_JUDGEMENTS = 6
const MOST_EVIDENCE = 4
const EXCERPT_LINES = 24
const EXCERPT_WIDTH = 240

interface Catalogue {
  readonly checks: ReadonlyMap<string, CheckData>
  readonly requirements: ReadonlyMap<string, ConformanceRecord['coverage'][number]>
}

/** Every check by topic, worst first: what it asks, on whose word, what was seen, and the octets to verify it with. */
export function checksSection({ results, checks, coverage }: ConformanceRecord): Markup {
  const catalogue: Catalogue = {
    checks: new Map(checks.map((check) => [check.id, check])),
    requirements: new Map(coverage.map((one) => [one.id, one])),
  }
  const topics = groupByTopic(results).map(
    ({ topic, results: own, counts }) => html`<h3 id="${topicAnchor(topic)}">${topic} <small class="muted">${countsText(
      counts,
    )}</small></h3>
${own.map((result) => checkDetails(result, catalogue))}`,
  )
  return pageSection('checks', 'Checks', topics)
}

function checkDetails(result: CheckResult, catalogue: Catalogue): Markup {
  const { id, title, durationMs } = result
  const outcome = outcomeOf(result)
  const open = needsReading(outcome) ? html` open` : undefined
  return html`<details class="check" id="${checkAnchor(id)}"${open}><summary>${statusBadge(CHECK_WORDS[outcome])}
<code>${id}</code> ${title} <small class="muted">${formatSeconds(Math.round(durationMs) / 1000)}</small></summary>
${factsList(askedFacts(result, catalogue))}
${judgementList(result)}</details>
`
}

function askedFacts(result: CheckResult, { checks, requirements }: Catalogue): readonly (readonly [string, Content])[] {
  const check = checks.get(result.id)
  const { flaky, expectedFailure } = result
  return [
    ...result.requirements.map((id) => ['Requirement', requirementText(id, requirements)] as const),
    ...(check === undefined ? [] : ([['Stimulus', check.stimulus], ['Expectation', check.expectation]] as const)),
    ...(flaky === undefined ? [] : [['Repetitions', flaky.join(', ')] as const]),
    ...(expectedFailure === undefined ? [] : [['Listed as expected failure', expectedFailure] as const]),
  ]
}

function requirementText(id: string, requirements: Catalogue['requirements']): Content {
  const found = requirements.get(id)
  const link = html`<a href="#${requirementAnchor(id)}">${id}</a>`
  return found === undefined ? link : html`${link} <strong>${found.keyword}</strong>: ${found.text}`
}

/** What did not pass, or the one judgement that stands for a check that did. */
function judgementList(result: CheckResult): Content {
  const { expected, actual, evidence, status } = result
  const all: readonly Judgement[] =
    result.judgements.length > 0 ? result.judgements : [{ status, expected, actual, evidence }]
  const left = all.length - MOST_JUDGEMENTS
  return [
    all.slice(0, MOST_JUDGEMENTS).map(judgementMarkup),
    left > 0 ? html`<p class="note">${left} further judgements are in conformance.json.</p>` : undefined,
  ]
}

const judgementMarkup = ({ status, expected, actual, evidence }: Judgement): Markup =>
  html`<div class="judgement">${factsList([
    ['Expected', expected],
    [status === 'unknown' ? 'Not known, as' : 'Actual', actual],
  ])}${evidence.slice(0, MOST_EVIDENCE).map(evidenceMarkup)}</div>`

function evidenceMarkup({ title, excerpt, file }: Judgement['evidence'][number]): Content {
  const link = file === undefined ? undefined : html` (${fileLink(file, 'whole')})`
  const head = html`<p class="note">${title}${link}</p>`
  if (excerpt === '') return head
  const lines = printableLines(excerpt, EXCERPT_LINES, EXCERPT_WIDTH)
  return html`${head}<pre><code>${lines.map(
    (line) => html`${line}
`,
  )}</code></pre>`
}
