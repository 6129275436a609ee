import type { ObjectiveResult, RunRecord } from '../../../harness/model/run-record.ts'
import { OBJECTIVE_WORDS } from '../../facts/status-words.ts'
import { formatMargin } from '../../text/units.ts'
import { dataTable, statusBadge } from '../data-table.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'

const BAR = 64

const INVALID_NOTE = html`<p class="note">The run is invalid, so these claim nothing:
they are shown to find out why.</p>`

/** How much of the limit was used, as a bar that ends at the limit; what is over fills it in another colour. */
function marginBar({ margin, status }: ObjectiveResult): Content {
  if (margin === undefined) return undefined
  const used = Math.round(BAR * Math.min(1, Math.max(0.02, 1 - margin)))
  const tone = OBJECTIVE_WORDS[status].tone
  const color = tone === 'bad' ? '#a3300a' : tone === 'good' ? '#00664b' : '#745000'
  return html`<svg class="margin ${tone}" aria-hidden="true" width="${BAR}" height="10" viewBox="0 0 ${BAR} 10"
    color="${color}"><rect width="${BAR}" height="10" rx="2" fill="currentColor"
    fill-opacity="0.18"/><rect width="${used}" height="10" rx="2" fill="currentColor"/></svg>`
}

/** What was asked, what was measured, and how far from the limit it lies. */
export function objectivesSection({ objectives, verdict }: RunRecord): Markup {
  const rows = objectives.map((objective) => ({
    head: html`<code>${objective.text}</code>`,
    cells: [
      { content: html`<strong>${objective.measured}</strong>`, bad: objective.status === 'missed' },
      { content: statusBadge(OBJECTIVE_WORDS[objective.status]) },
      { content: html`${formatMargin(objective.margin)} ${marginBar(objective)}` },
      { content: objective.note },
    ],
  }))
  const table = dataTable(
    'Objectives',
    [
      { title: 'Objective', as: 'text' },
      { title: 'Measured', as: 'figure' },
      { title: 'Status', as: 'text' },
      { title: 'Margin, share of the limit used', as: 'figure' },
      { title: 'Rests on', as: 'prose' },
    ],
    rows,
  )
  return html`<section id="objectives" aria-labelledby="objectives-head"><h2 id="objectives-head">Objectives</h2>
${verdict.status === 'invalid' ? INVALID_NOTE : undefined}
${rows.length === 0 ? html`<p>No objectives were set.</p>` : table}
</section>`
}
