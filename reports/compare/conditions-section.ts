import type { ComparisonRecord } from '../../harness/model/comparison.ts'
import type { StatusWord } from '../facts/status-words.ts'
import { dataTable, statusBadge } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'

const BREAKS: StatusWord = { word: 'not comparable', symbol: '!', tone: 'bad' }
const NOTABLE: StatusWord = { word: 'differs', symbol: '≠', tone: 'doubt' }

/** What was not the same for all sides, and how to compare them again. */
export function comparedConditionsSection({ sides, differences, command }: ComparisonRecord): Markup {
  const table = dataTable(
    'Conditions that differ',
    [
      { title: 'Condition', as: 'text' },
      ...sides.map(({ name }) => ({ title: name, as: 'prose' as const })),
      { title: 'What it means', as: 'text' },
    ],
    differences.map(({ name, values, breaks }) => ({
      head: name,
      cells: [
        ...values.map((content) => ({ content, bad: breaks })),
        { content: statusBadge(breaks ? BREAKS : NOTABLE) },
      ],
    })),
  )
  return html`<section id="conditions" aria-labelledby="conditions-head"><h2 id="conditions-head">Conditions</h2>
${
  differences.length === 0
    ? html`<p>Scenario, workload, machine and versions are the same on all sides.</p>`
    : [html`<p class="note">Everything else is the same on all sides.</p>`, table]
}
<h3>Compare again</h3>
<pre><code>${command}</code></pre>
</section>`
}
