import type { ComparedSide } from '../../harness/model/comparison.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { dataTable, statusBadge } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { readableTime } from '../html/page.ts'
import { formatCount } from '../text/units.ts'

/** How the runs of a side ended: a badge for each status, with a count where there are several. */
function statuses({ runs }: ComparedSide): Content {
  const all = [...new Set(runs.map(({ status }) => status))]
  return all.map((status) => {
    const count = runs.filter((run) => run.status === status).length
    return [statusBadge(VERDICT_WORDS[status]), runs.length === 1 ? '' : ` × ${formatCount(count)} `]
  })
}

/** What is compared with what. */
export const sidesTable = (sides: readonly ComparedSide[]): Markup =>
  dataTable(
    'What is compared',
    [
      { title: 'Side', as: 'text' },
      { title: 'Bridge', as: 'text' },
      { title: 'Runs', as: 'figure' },
      { title: 'Verdict', as: 'text' },
      { title: 'Started', as: 'text' },
      { title: 'Loaded from', as: 'prose' },
    ],
    sides.map((side, i) => ({
      head: html`${side.name}${i === 0 ? ' (base)' : ''}`,
      cells: [
        { content: side.profile },
        { content: formatCount(side.runs.length) },
        { content: statuses(side) },
        { content: readableTime(side.runs[0]?.startedAt ?? '') },
        { content: side.path },
      ],
    })),
  )
