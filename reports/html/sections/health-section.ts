import type { RunRecord } from '../../../harness/model/run-record.ts'
import { HEALTH_WORDS, describeHealth } from '../../facts/status-words.ts'
import { formatMeasure } from '../../text/units.ts'
import { dataTable, figureColumn, textColumn } from '../data-table.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { pageSection } from '../page-section.ts'
import { statusBadge } from '../status-badge.ts'

const BLAMES = { machine: 'the machine', harness: 'the harness' } as const

/** Whether the instrument itself was fit to measure: its own delays and the machine under it. */
export function healthSection({ health }: RunRecord): Markup {
  const isEmpty = health.length === 0
  const table = dataTable('Health of the instrument', health, [
    textColumn('Signal', ({ title }) => title),
    figureColumn('Measured', ({ value, unit }) => html`<strong>${formatMeasure(value, unit)}</strong>`),
    figureColumn('Warning above', ({ warnAbove, unit }) => formatMeasure(warnAbove, unit)),
    figureColumn('Void above', ({ voidAbove, unit }) => formatMeasure(voidAbove, unit)),
    textColumn('Status', ({ status }) => statusBadge(HEALTH_WORDS[status])),
    textColumn('Blames', ({ status, blames }) => (status === 'ok' ? '' : BLAMES[blames])),
  ])
  const note = html`<p class="note">A void signal takes the verdict away:
what a sick instrument measures proves nothing about the bridge. ${isEmpty ? describeHealth(health).text : undefined}</p>`
  return pageSection('health', 'Health of the instrument', [note, isEmpty ? undefined : table])
}
