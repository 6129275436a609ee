import type { DeliveryCounts, RunRecord } from '../../../harness/model/run-record.ts'
import { describeEventQueues } from '../../facts/event-queues.ts'
import { DELIVERY_COLUMNS, groupReceivers } from '../../facts/receiver-groups.ts'
import { formatCount } from '../../text/units.ts'
import { dataTable } from '../data-table.ts'
import type { TableCell, TableRow } from '../data-table.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'

const columnsWith = (first: string) => [
  { title: first, as: 'text' as const },
  ...DELIVERY_COLUMNS.map(({ title }) => ({
    title: title.charAt(0).toUpperCase() + title.slice(1),
    as: 'figure' as const,
  })),
]

const cellsOf = (counts: DeliveryCounts): readonly TableCell[] =>
  DELIVERY_COLUMNS.map(({ key, failing }) => ({ content: formatCount(counts[key]), bad: failing && counts[key] > 0 }))

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
  const groups = groupReceivers(ledger.receivers)
  const byKind: readonly TableRow[] = groups.map(({ kind, receivers, counts }) => ({
    head: `${kind} × ${receivers.length}`,
    cells: cellsOf(counts),
  }))
  const all: TableRow = { head: 'all receivers', cells: cellsOf(ledger.totals), className: 'total' }
  const each = ledger.receivers.map((receiver): TableRow => ({ head: receiver.name, cells: cellsOf(receiver) }))
  const unheard =
    ledger.unobservedAtSource === 0
      ? ''
      : `; ${formatCount(ledger.unobservedAtSource)} more happened while no bridge was connected to hear them`
  return html`<section id="delivery" aria-labelledby="delivery-head"><h2 id="delivery-head">Deliveries</h2>
<p class="note">Sources emitted ${formatCount(ledger.emitted)} events${unheard}.
For every receiver, expected = in time + late + lost + unobserved.</p>
${queues === undefined ? undefined : html`<p class="note">Event Socket: ${queues}.</p>`}
${dataTable('Deliveries by kind of receiver', columnsWith('Receivers'), [...byKind, all])}
${
  ledger.examples.length === 0
    ? undefined
    : html`<h3>Examples of what went wrong</h3>
<ul>${ledger.examples.map((example) => html`<li><code>${example}</code></li>`)}</ul>`
}
<details><summary>Each receiver (${formatCount(ledger.receivers.length)})</summary>
${dataTable('Deliveries by receiver', columnsWith('Receiver'), each)}</details>
<details><summary>What the columns mean</summary>
<dl class="facts">${MEANINGS.map(([word, meaning]) => html`<dt>${word}</dt><dd>${meaning}</dd>`)}</dl></details>
</section>`
}
