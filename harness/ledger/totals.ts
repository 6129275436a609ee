import { addDeliveries, NO_DELIVERIES } from '../model/delivery-counts.ts'
import type { DeliveryCounts, LedgerRecord } from '../model/run-record.ts'
import { type Example, ExampleBook, mergeExamples } from './examples.ts'
import { type LedgerBuffers, RECEIVER_COUNTER, SOURCE_COUNTER, viewReceiver, viewSource, WORD } from './layout.ts'
import { releaseSlot } from './release.ts'

/** What the ledger counts besides the fields of its record. */
export interface LedgerCounters {
  /** Further copies of what was sent before a reconnection. */
  readonly redelivered: number
  /** Of entities whose slot was released already: each may have been counted as lost. */
  readonly stale: number
  /** Events that belong to no entity: machine health and unknown ones. */
  readonly unaddressed: number
  /** Seen although their source said that nobody could hear them. */
  readonly unclaimed: number
  readonly websocketFrames: number
  readonly webhookPosts: number
  readonly bytes: number
  /** Entities that still have a slot. */
  readonly open: number
}

/**
 * Releases every slot that is still taken, so that what never came is counted: after the drain, when no source and
 * no receiver works on the ledger any more.
 */
export function closeLedger(buffers: LedgerBuffers): readonly Example[] {
  const receivers = buffers.receivers.map((_, receiver) => viewReceiver(buffers, receiver))
  const context = { config: buffers.config, receivers, examples: new ExampleBook() }
  for (let source = 0; source < buffers.sources.length; source++) {
    const table = viewSource(buffers, source)
    for (let slot = 0; slot < table.slots && openIn(table.counters) > 0; slot++) {
      if (table.words[slot * table.stride + WORD.tag] !== 0) releaseSlot(table, slot, context)
    }
  }
  return context.examples.read()
}

/**
 * The ledger as it stands. While the run goes on, `lost` counts only what was released, and what is under way is
 * missing from the sum.
 * @param examples of all threads
 */
export function readLedger(buffers: LedgerBuffers, examples: readonly (readonly Example[])[] = []): LedgerRecord {
  const sources = buffers.sources.map((_, source) => viewSource(buffers, source))
  const emitted = sum(sources.map(({ counters }) => counters[SOURCE_COUNTER.sent] ?? 0))
  const receivers = buffers.config.receivers.map(({ name, kind }, receiver) => {
    const { counters } = viewReceiver(buffers, receiver)
    const counts: DeliveryCounts = {
      expected: emitted,
      inTime: counters[RECEIVER_COUNTER.inTime] ?? 0,
      late: counters[RECEIVER_COUNTER.late] ?? 0,
      lost: sum(sources.map(({ lost }) => lost[receiver] ?? 0)),
      unobserved: sum(sources.map(({ unobserved }) => unobserved[receiver] ?? 0)) + (counters[RECEIVER_COUNTER.excused] ?? 0),
      duplicate: counters[RECEIVER_COUNTER.duplicate] ?? 0,
      reordered: counters[RECEIVER_COUNTER.reordered] ?? 0,
      unexpected: counters[RECEIVER_COUNTER.unexpected] ?? 0,
    }
    return { name, kind, ...counts }
  })
  return {
    emitted,
    unobservedAtSource: sum(sources.map(({ counters }) => counters[SOURCE_COUNTER.unobservedAtSource] ?? 0)),
    receivers,
    totals: receivers.reduce<DeliveryCounts>(addDeliveries, NO_DELIVERIES),
    examples: mergeExamples(examples),
  }
}

export function readLedgerCounters(buffers: LedgerBuffers): LedgerCounters {
  const blocks = buffers.config.receivers.map(({ kind }, receiver) => ({ kind, ...viewReceiver(buffers, receiver) }))
  const all = (counter: keyof typeof RECEIVER_COUNTER, of = blocks): number =>
    sum(of.map(({ counters }) => counters[RECEIVER_COUNTER[counter]] ?? 0))
  return {
    redelivered: all('redelivered'),
    stale: all('stale'),
    unaddressed: all('unaddressed'),
    unclaimed: all('unclaimed'),
    websocketFrames: all(
      'frames',
      blocks.filter(({ kind }) => kind === 'websocket'),
    ),
    webhookPosts: all(
      'frames',
      blocks.filter(({ kind }) => kind === 'webhook'),
    ),
    bytes: all('bytes'),
    open: sum(buffers.sources.map((_, source) => openIn(viewSource(buffers, source).counters))),
  }
}

/** Deliveries that are expected and not accounted for yet: 0 when a drain has nothing to wait for. */
export function outstanding(record: LedgerRecord): number {
  return record.receivers.reduce((total, receiver) => total + imbalanceOf(receiver), 0)
}

/**
 * Proves the book of a closed ledger.
 * @throws Error when a receiver's deliveries do not add up: the instrument is broken
 */
export function assertBalanced(record: LedgerRecord): void {
  const wrong = record.receivers.find((receiver) => imbalanceOf(receiver) !== 0)
  if (wrong === undefined) return
  const { name, expected, inTime, late, lost, unobserved } = wrong
  const values = `${expected} differs from ${inTime} + ${late} + ${lost} + ${unobserved} at "${name}"`
  throw new Error(`Cannot close the ledger as expected must equal in time + late + lost + unobserved: ${values}`)
}

const imbalanceOf = (counts: DeliveryCounts): number =>
  counts.expected - counts.inTime - counts.late - counts.lost - counts.unobserved

const openIn = (counters: Float64Array): number =>
  (counters[SOURCE_COUNTER.opened] ?? 0) - (counters[SOURCE_COUNTER.released] ?? 0)

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
