import type { ConformanceRecord } from '../../../harness/model/conformance.ts'
import { CHECK_WORDS, needsReading, OUTCOMES, outcomeOf } from '../../facts/check-outcome.ts'
import { dataTable, proseColumn, textColumn } from '../../html/data-table.ts'
import { html } from '../../html/markup.ts'
import type { Markup } from '../../html/markup.ts'
import { pageSection } from '../../html/page-section.ts'
import { statusBadge } from '../../html/status-badge.ts'
import { checkAnchor } from '../anchors.ts'

/** Longest sentence in the overview; the check below has more. */
const LONGEST = 300

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** What did not pass, worst first, with links to each. */
export function findingsSection({ results }: ConformanceRecord): Markup {
  const open = results
    .filter((result) => needsReading(outcomeOf(result)))
    .toSorted((a, b) => OUTCOMES.indexOf(outcomeOf(a)) - OUTCOMES.indexOf(outcomeOf(b)))
  const table = dataTable('What did not pass', open, [
    textColumn('Check', ({ id }) => html`<a href="#${checkAnchor(id)}"><code>${id}</code></a>`),
    textColumn('Outcome', (result) => statusBadge(CHECK_WORDS[outcomeOf(result)])),
    proseColumn('Expected', ({ expected }) => short(expected)),
    proseColumn('Actual', ({ actual, expectedFailure: listed }) =>
      short(listed === undefined ? actual : `${actual} – listed: ${listed}`),
    ),
  ])
  const nothing = html`<p>Nothing: every check that applies passed.</p>`
  return pageSection('findings', 'What did not pass', open.length === 0 ? nothing : table)
}
