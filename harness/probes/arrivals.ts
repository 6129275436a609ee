import type { Clock } from '../../simulators/timing/clock.ts'
import type { Example } from '../ledger/examples.ts'
import type { FieldMapping } from '../ledger/exact-read.ts'
import type { FrameFormat } from '../ledger/key-finder.ts'
import type { LedgerBuffers } from '../ledger/layout.ts'
import { attachReceiver, type Receiver } from '../ledger/receiver.ts'
import { Histogram, type HistogramParts } from '../metrics/histogram.ts'
import type { SeriesRecorder } from '../metrics/series-recorder.ts'

/** What a probe needs to book what arrives at it. */
export interface ArrivalBook {
  readonly ledger: LedgerBuffers
  /** Index of the receiver in the ledger. */
  readonly receiver: number
  readonly clock: Clock
  /** Series of all receivers of this kind in this thread: `websocket.latency` or `webhook.latency`. */
  readonly series: SeriesRecorder
  /** @default JSON for a websocket, form encoding for a webhook */
  readonly format?: FrameFormat
  /** For a bridge with other field names: every event is then parsed. */
  readonly mapping?: FieldMapping
}

/** Where a probe puts what arrives: into the ledger, the common latency series and its own histogram. */
export interface Arrivals {
  readonly receiver: Receiver
  /** From a moment on nothing is claimed or measured of this receiver, as we keep it from reading. */
  disclaim(fromUs: number): void
  /** Ends that: for what is due from a moment on, or from the next connection on. */
  claim(fromUs?: number): void
  /** First deliveries of this receiver alone, measured or not, microseconds. */
  latency(): HistogramParts
  examples(): readonly Example[]
}

export function openArrivals(book: ArrivalBook): Arrivals {
  const { ledger, receiver: index, clock, series, format, mapping } = book
  const own = new Histogram()
  let claimedFromUs = Number.NEGATIVE_INFINITY
  const receiver = attachReceiver(ledger, index, {
    clock,
    ...(format && { format }),
    ...(mapping && { mapping }),
    onFirst: (intendedUs, latencyUs) => {
      if (intendedUs < claimedFromUs) return
      own.record(latencyUs)
      series.record(intendedUs, latencyUs)
    },
  })
  const claim = (fromUs?: number): void => {
    claimedFromUs = fromUs ?? clock.nowUs()
    if (fromUs !== undefined) receiver.up(fromUs)
  }
  const disclaim = (fromUs: number): void => {
    claimedFromUs = Number.POSITIVE_INFINITY
    receiver.hinder(fromUs)
  }
  return { receiver, disclaim, claim, latency: () => own.toParts(), examples: () => receiver.examples() }
}
