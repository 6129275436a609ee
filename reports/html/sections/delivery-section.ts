import type { RunRecord } from '../../../harness/model/run-record.ts'
import { describeEventQueues } from '../../facts/event-queues.ts'
import { groupReceivers, type Receiver } from '../../facts/receiver-groups.ts'
import { formatCount } from '../../text/units.ts'
import { dataTable, textColumn } from '../data-table.ts'
import { deliveryColumns } from '../delivery-columns.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { pageSection } from '../page-section.ts'

const MEANINGS = [
  ['expected', 'events that this receiver should have got'],
  ['in time', 'first copy arrived before the deadline'],
  ['late', 'first copy arrived after it'],
  ['lost', 'no copy until the end of the drain'],
  ['unobserved', 'the receiver was not listening: no claim either way'],
  ['duplicate', 'further copies'],
  ['reordered', 'behind a later event of the same leg'],
  ['unexpected', 'never sent, of another run, or not what was sent'],
] as const

/** What was sent against what arrived, by kind of receiver and for each. */
export function deliverySection(record: RunRecord): Markup {
  const { ledger } = record
  const queues = describeEventQueues(record)
  const byKind = [
    ...groupReceivers(ledger.receivers).map(({ kind, receivers, counts }) => ({ head: `${kind} × ${receivers.length}`, counts })),
    { head: 'all receivers', counts: ledger.totals, as: 'total' as const },
  ]
  const unheard =
    ledger.unobservedAtSource === 0
      ? ''
      : `; ${formatCount(ledger.unobservedAtSource)} more happened while no bridge was connected to hear them`
  return pageSection(
    'delivery',
    'Deliveries',
    html`<p class="note">Sources emitted ${formatCount(ledger.emitted)} events${unheard}.
For every receiver, expected = in time + late + lost + unobserved.</p>
${queues === undefined ? undefined : html`<p class="note">Event Socket: ${queues}.</p>`}
${dataTable(
  'Deliveries by kind of receiver',
  byKind,
  [textColumn('Receivers', ({ head }) => head), ...deliveryColumns<(typeof byKind)[number]>(({ counts }) => counts)],
  (row) => ('as' in row ? row.as : undefined),
)}
${
  ledger.examples.length === 0
    ? undefined
    : html`<h3>Examples of what went wrong</h3>
<ul>${ledger.examples.map((example) => html`<li><code>${example}</code></li>`)}</ul>`
}
<details><summary>Each receiver (${formatCount(ledger.receivers.length)})</summary>
${dataTable('Deliveries by receiver', ledger.receivers, [
  textColumn('Receiver', ({ name }) => name),
  ...deliveryColumns<Receiver>((receiver) => receiver),
])}</details>
<details><summary>What the columns mean</summary>
<dl class="facts">${MEANINGS.map(([word, meaning]) => html`<dt>${word}</dt><dd>${meaning}</dd>`)}</dl></details>`,
  )
}
