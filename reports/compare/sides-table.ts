import type { ComparedSide } from '../../harness/model/comparison.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { dataTable, figureColumn, proseColumn, textColumn } from '../html/data-table.ts'
import type { Content, Markup } from '../html/markup.ts'
import { readableTime } from '../html/page.ts'
import { statusBadge } from '../html/status-badge.ts'
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
  dataTable('What is compared', sides, [
    textColumn('Side', ({ name }, i) => `${name}${i === 0 ? ' (base)' : ''}`),
    textColumn('Bridge', ({ profile }) => profile),
    figureColumn('Runs', ({ runs }) => formatCount(runs.length)),
    textColumn('Verdict', statuses),
    textColumn('Started', ({ runs }) => readableTime(runs[0]?.startedAt ?? '')),
    proseColumn('Loaded from', ({ path }) => path),
  ])
