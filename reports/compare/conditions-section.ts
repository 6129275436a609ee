import type { ComparisonRecord, ConditionDifference } from '../../harness/model/comparison.ts'
import type { StatusWord } from '../facts/status-words.ts'
import { dataTable, proseColumn, textColumn } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { pageSection } from '../html/page-section.ts'
import { statusBadge } from '../html/status-badge.ts'

const BREAKS: StatusWord = { word: 'not comparable', symbol: '!', tone: 'bad' }
const NOTABLE: StatusWord = { word: 'differs', symbol: '≠', tone: 'doubt' }

/** What was not the same for all sides, and how to compare them again. */
export function comparedConditionsSection({ sides, differences, command }: ComparisonRecord): Markup {
  const table = dataTable('Conditions that differ', differences, [
    textColumn('Condition', ({ name }) => name),
    ...sides.map(({ name }, i) =>
      proseColumn<ConditionDifference>(
        name,
        ({ values }) => values[i],
        ({ breaks }) => breaks,
      ),
    ),
    textColumn('What it means', ({ breaks }) => statusBadge(breaks ? BREAKS : NOTABLE)),
  ])
  return pageSection(
    'conditions',
    'Conditions',
    html`${
      differences.length === 0
        ? html`<p>Scenario, workload, machine and versions are the same on all sides.</p>`
        : [html`<p class="note">Everything else is the same on all sides.</p>`, table]
    }
<h3>Compare again</h3>
<pre><code>${command}</code></pre>`,
  )
}
