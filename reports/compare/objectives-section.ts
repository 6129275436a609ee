import type { ComparedObjective, ComparisonRecord } from '../../harness/model/comparison.ts'
import { OBJECTIVE_WORDS } from '../facts/status-words.ts'
import { dataTable, statusBadge } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { objectiveText } from './change-words.ts'

/** The worst result of a side says how it stands. */
function cellOf(results: ComparedObjective['sides'][number]): Content {
  const worst = (['missed', 'unknown', 'met'] as const).find((status) => results.some((one) => one.status === status))
  if (worst === undefined) return '–'
  return html`<strong>${objectiveText(results)}</strong> ${statusBadge(OBJECTIVE_WORDS[worst])}`
}

/** How each side did on each objective. */
export function comparedObjectivesSection({ sides, objectives }: ComparisonRecord): Markup {
  const table = dataTable(
    'Objectives of each side',
    [{ title: 'Objective', as: 'text' }, ...sides.map(({ name }) => ({ title: name, as: 'figure' as const }))],
    objectives.map(({ text, sides: results }) => ({
      head: html`<code>${text}</code>`,
      cells: results.map((side) => ({ content: cellOf(side), bad: side.some(({ status }) => status === 'missed') })),
    })),
  )
  return html`<section id="objectives" aria-labelledby="objectives-head"><h2 id="objectives-head">Objectives</h2>
${objectives.length === 0 ? html`<p>No objectives were set.</p>` : table}
</section>`
}
