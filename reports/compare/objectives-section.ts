import type { ComparedObjective, ComparisonRecord } from '../../harness/model/comparison.ts'
import { OBJECTIVE_WORDS } from '../facts/status-words.ts'
import { dataTable, figureColumn, textColumn } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { metricCode } from '../html/metric-code.ts'
import { pageSection } from '../html/page-section.ts'
import { statusBadge } from '../html/status-badge.ts'
import { objectiveText } from './change-words.ts'

/** The worst result of a side says how it stands. */
function cellOf(results: ComparedObjective['sides'][number]): Content {
  const worst = (['missed', 'unknown', 'met'] as const).find((status) => results.some((one) => one.status === status))
  if (worst === undefined) return '–'
  return html`<strong>${objectiveText(results)}</strong> ${statusBadge(OBJECTIVE_WORDS[worst])}`
}

/** How each side did on each objective. */
export function comparedObjectivesSection({ sides, objectives }: ComparisonRecord): Markup {
  const table = dataTable('Objectives of each side', objectives, [
    textColumn('Objective', ({ text }) => metricCode(text)),
    ...sides.map(({ name }, i) =>
      figureColumn<ComparedObjective>(
        name,
        (one) => cellOf(one.sides[i] ?? []),
        (one) => one.sides[i]?.some(({ status }) => status === 'missed') ?? false,
      ),
    ),
  ])
  return pageSection('objectives', 'Objectives', objectives.length === 0 ? html`<p>No objectives were set.</p>` : table)
}
