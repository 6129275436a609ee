import type { ConformanceRecord } from '../../../harness/model/conformance.ts'
import { CHECK_WORDS, needsReading, OUTCOMES, outcomeOf } from '../../facts/check-outcome.ts'
import { dataTable, statusBadge } from '../../html/data-table.ts'
import { html } from '../../html/markup.ts'
import type { Markup } from '../../html/markup.ts'
import { checkAnchor } from '../anchors.ts'

/** Longest sentence in the overview; the check below has more. */
const LONGEST = 300

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** What did not pass, worst first, with links to each. */
export function findingsSection({ results }: ConformanceRecord): Markup {
  const open = results
    .filter((result) => needsReading(outcomeOf(result)))
    .toSorted((a, b) => OUTCOMES.indexOf(outcomeOf(a)) - OUTCOMES.indexOf(outcomeOf(b)))
  const rows = open.map((result) => ({
    head: html`<a href="#${checkAnchor(result.id)}"><code>${result.id}</code></a>`,
    cells: [
      { content: statusBadge(CHECK_WORDS[outcomeOf(result)]) },
      { content: short(result.expected) },
      { content: short(result.expectedFailure === undefined ? result.actual : `${result.actual} – listed: ${result.expectedFailure}`) },
    ],
  }))
  const table = dataTable(
    'What did not pass',
    [
      { title: 'Check', as: 'text' },
      { title: 'Outcome', as: 'text' },
      { title: 'Expected', as: 'prose' },
      { title: 'Actual', as: 'prose' },
    ],
    rows,
  )
  return html`<section id="findings" aria-labelledby="findings-head"><h2 id="findings-head">What did not pass</h2>
${rows.length === 0 ? html`<p>Nothing: every check that applies passed.</p>` : table}
</section>`
}
