import type { ComparedSide, ComparisonRecord } from '../../harness/model/comparison.ts'
import { dataTable, figureColumn, textColumn } from '../html/data-table.ts'
import { deliveryColumns } from '../html/delivery-columns.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { pageSection } from '../html/page-section.ts'
import { formatCount } from '../text/units.ts'
import { sideText } from './change-words.ts'

/** What was sent against what arrived, a line for each side. */
export const comparedDeliverySection = ({ sides }: ComparisonRecord): Markup =>
  pageSection('delivery', 'Deliveries', [
    html`<p class="note">Sums over the runs of a side. For every receiver, expected = in time + late + lost + unobserved.</p>`,
    dataTable('Deliveries of each side', sides, [
      textColumn('Side', sideText),
      figureColumn('Sent', ({ emitted }) => formatCount(emitted)),
      ...deliveryColumns<ComparedSide>(({ deliveries }) => deliveries),
    ]),
  ])
