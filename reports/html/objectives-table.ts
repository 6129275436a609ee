import type { ObjectiveResult } from '../../harness/model/run-record.ts'
import { OBJECTIVE_WORDS } from '../facts/status-words.ts'
import { formatMargin } from '../text/units.ts'
import { dataTable, figureColumn, proseColumn, textColumn } from './data-table.ts'
import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'
import { metricCode } from './metric-code.ts'
import { statusBadge } from './status-badge.ts'

const BAR = 64

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

/** What was asked, what was measured, and how far from the limit it lies. @param name see `dataTable()` */
export const objectivesTable = (name: string, objectives: readonly ObjectiveResult[]): Markup =>
  dataTable(name, objectives, [
    textColumn('Objective', ({ text }) => metricCode(text)),
    figureColumn(
      'Measured',
      ({ measured }) => html`<strong>${measured}</strong>`,
      ({ status }) => status === 'missed',
    ),
    textColumn('Status', ({ status }) => statusBadge(OBJECTIVE_WORDS[status])),
    figureColumn('Margin, share of the limit used', (one) => html`${formatMargin(one.margin)} ${marginBar(one)}`),
    proseColumn('Rests on', ({ note }) => note),
  ])
