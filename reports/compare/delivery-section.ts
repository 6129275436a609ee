import type { ComparisonRecord } from '../../harness/model/comparison.ts'
import { DELIVERY_COLUMNS } from '../facts/receiver-groups.ts'
import { dataTable } from '../html/data-table.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { formatCount } from '../text/units.ts'
import { sideText } from './change-words.ts'

/** What was sent against what arrived, a line for each side. */
export const comparedDeliverySection = ({ sides }: ComparisonRecord): Markup =>
  html`<section id="delivery" aria-labelledby="delivery-head"><h2 id="delivery-head">Deliveries</h2>
<p class="note">Sums over the runs of a side. For every receiver, expected = in time + late + lost + unobserved.</p>
${dataTable(
  'Deliveries of each side',
  [
    { title: 'Side', as: 'text' },
    { title: 'Sent', as: 'figure' },
    ...DELIVERY_COLUMNS.map(({ title }) => ({ title: title.charAt(0).toUpperCase() + title.slice(1), as: 'figure' as const })),
  ],
  sides.map((side) => ({
    head: sideText(side),
    cells: [
      { content: formatCount(side.emitted) },
      ...DELIVERY_COLUMNS.map(({ key, failing }) => ({
        content: formatCount(side.deliveries[key]),
        bad: failing && side.deliveries[key] > 0,
      })),
    ],
  })),
)}
</section>`
