import { addDeliveries, NO_DELIVERIES } from '../../harness/model/delivery-counts.ts'
import type { DeliveryCounts, LedgerRecord } from '../../harness/model/run-record.ts'

/** The columns of a delivery ledger, in reading order. A failing one is a fact against the bridge when not zero. */
export const DELIVERY_COLUMNS = [
  { key: 'expected', title: 'expected', short: 'expected', failing: false },
  { key: 'inTime', title: 'in time', short: 'in time', failing: false },
  { key: 'late', title: 'late', short: 'late', failing: true },
  { key: 'lost', title: 'lost', short: 'lost', failing: true },
  { key: 'unobserved', title: 'unobserved', short: 'unobs.', failing: false },
  { key: 'duplicate', title: 'duplicate', short: 'dup.', failing: true },
  { key: 'reordered', title: 'reordered', short: 'reord.', failing: true },
  { key: 'unexpected', title: 'unexpected', short: 'unexp.', failing: true },
] as const satisfies readonly DeliveryColumn[]

interface DeliveryColumn {
  readonly key: keyof DeliveryCounts
  readonly title: string
  /** For narrow terminals. */
  readonly short: string
  readonly failing: boolean
}

export type Receiver = LedgerRecord['receivers'][number]

/** All receivers of one kind, and their counts added up. */
export interface ReceiverGroup {
  readonly kind: Receiver['kind']
  readonly receivers: readonly Receiver[]
  readonly counts: DeliveryCounts
}

/** Receivers by kind, websocket first; kinds without a receiver are left out. */
export function groupReceivers(receivers: readonly Receiver[]): readonly ReceiverGroup[] {
  return (['websocket', 'webhook'] as const).flatMap((kind) => {
    const own = receivers.filter((receiver) => receiver.kind === kind)
    const counts = own.reduce<DeliveryCounts>(addDeliveries, NO_DELIVERIES)
    return own.length === 0 ? [] : [{ kind, receivers: own, counts }]
  })
}
