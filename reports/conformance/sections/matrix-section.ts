import type { ConformanceRecord } from '../../../harness/model/conformance.ts'
import { CHECK_WORDS, countOutcomes, groupByTopic, OUTCOMES, type CheckOutcome } from '../../facts/check-outcome.ts'
import { dataTable, figureColumn, textColumn } from '../../html/data-table.ts'
import { html } from '../../html/markup.ts'
import type { Markup } from '../../html/markup.ts'
import { pageSection } from '../../html/page-section.ts'
import { statusBadge } from '../../html/status-badge.ts'
import { topicAnchor } from '../anchors.ts'

/** Topics against what their checks came to. */
export function matrixSection({ results }: ConformanceRecord): Markup {
  const seen = countOutcomes(results)
  const outcomes = OUTCOMES.filter((outcome) => seen.has(outcome))
  const topics = [
    ...groupByTopic(results).map(({ topic, counts }) => ({ topic, counts })),
    { topic: undefined, counts: seen },
  ]
  const table = dataTable(
    'Checks by topic and outcome',
    topics,
    [
      textColumn('Topic', ({ topic }) =>
        topic === undefined ? 'all topics' : html`<a href="#${topicAnchor(topic)}">${topic}</a>`,
      ),
      ...outcomes.map((outcome) =>
        figureColumn<{ readonly counts: ReadonlyMap<CheckOutcome, number> }>(
          statusBadge(CHECK_WORDS[outcome]),
          ({ counts }) => counts.get(outcome),
          ({ counts }) => CHECK_WORDS[outcome].tone === 'bad' && counts.has(outcome),
        ),
      ),
    ],
    ({ topic }) => (topic === undefined ? 'total' : undefined),
  )
  return pageSection('matrix', 'Topics', results.length === 0 ? html`<p>No check was run.</p>` : table)
}
