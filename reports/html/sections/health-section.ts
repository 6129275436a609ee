import type { RunRecord } from '../../../harness/model/run-record.ts'
import { HEALTH_WORDS, describeHealth } from '../../facts/status-words.ts'
import { formatMeasure } from '../../text/units.ts'
import { dataTable, statusBadge } from '../data-table.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'

const BLAMES = { machine: 'the machine', harness: 'the harness' } as const

/** Whether the instrument itself was fit to measure: its own delays and the machine under it. */
export function healthSection({ health }: RunRecord): Markup {
  const rows = health.map(({ title, value, unit, warnAbove, voidAbove, status, blames }) => ({
    head: title,
    cells: [
      { content: html`<strong>${formatMeasure(value, unit)}</strong>` },
      { content: formatMeasure(warnAbove, unit) },
      { content: formatMeasure(voidAbove, unit) },
      { content: statusBadge(HEALTH_WORDS[status]) },
      { content: status === 'ok' ? '' : BLAMES[blames] },
    ],
  }))
  const table = dataTable(
    'Health of the instrument',
    [
      { title: 'Signal', as: 'text' },
      { title: 'Measured', as: 'figure' },
      { title: 'Warning above', as: 'figure' },
      { title: 'Void above', as: 'figure' },
      { title: 'Status', as: 'text' },
      { title: 'Blames', as: 'text' },
    ],
    rows,
  )
  return html`<section id="health" aria-labelledby="health-head"><h2 id="health-head">Health of the instrument</h2>
<p class="note">A void signal takes the verdict away:
what a sick instrument measures proves nothing about the bridge. ${
    rows.length === 0 ? describeHealth(health).text : undefined
  }</p>
${rows.length === 0 ? undefined : table}
</section>`
}
