import type { ConformanceRecord } from '../../../harness/model/conformance.ts'
import { CHECK_WORDS, countOutcomes, groupByTopic, OUTCOMES, type CheckOutcome } from '../../facts/check-outcome.ts'
import { dataTable, statusBadge } from '../../html/data-table.ts'
import type { TableRow } from '../../html/data-table.ts'
import { html } from '../../html/markup.ts'
import type { Content, Markup } from '../../html/markup.ts'
import { topicAnchor } from '../anchors.ts'

/** Topics against what their checks came to. */
export function matrixSection({ results }: ConformanceRecord): Markup {
  const seen = countOutcomes(results)
  const outcomes = OUTCOMES.filter((outcome) => seen.has(outcome))
  const row = (head: Content, counts: ReadonlyMap<CheckOutcome, number>, total = false): TableRow => ({
    head,
    cells: outcomes.map((outcome) => ({
      content: counts.get(outcome) ?? '',
      bad: CHECK_WORDS[outcome].tone === 'bad' && counts.has(outcome),
    })),
    ...(total ? { className: 'total' as const } : {}),
  })
  const table = dataTable(
    'Checks by topic and outcome',
    [{ title: 'Topic', as: 'text' }, ...outcomes.map((outcome) => ({ title: statusBadge(CHECK_WORDS[outcome]), as: 'figure' as const }))],
    [
      ...groupByTopic(results).map(({ topic, counts }) => row(html`<a href="#${topicAnchor(topic)}">${topic}</a>`, counts)),
      row('all topics', seen, true),
    ],
  )
  return html`<section id="matrix" aria-labelledby="matrix-head"><h2 id="matrix-head">Topics</h2>
${results.length === 0 ? html`<p>No check was run.</p>` : table}
</section>`
}
