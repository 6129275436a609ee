/**
 * What a source tells about its own doing while it runs. The harness's ledger and recorders implement these; a
 * simulator that runs alone only counts. All times are microseconds of the run's clock, fractions allowed.
 */

/** One source's book of what it emitted. */
export interface Journal {
  /**
   * Reserves the ledger slot of one entity.
   * @param script packed by `packScript()`
   * @param atUs intended time of its first event
   * @param endUs planned time of its last event: with `atUs` it makes slot numbers reproducible
   * @throws RangeError when the table is full: the run is then invalid
   */
  open(number: number, leg: number, script: number, atUs: number, endUs: number): number
  /**
   * One contract event is handed to the kernel (or to a listener's queue), due at `intendedUs`. Said before it is, as
   * whoever receives it may look into the book at once.
   */
  sent(slot: number, step: number, intendedUs: number): void
  /** What was said to be sent was not handed over completely: nobody can have received it. */
  unsent(slot: number, step: number): void
  /** One contract event happened while nobody who should hear it was connected and subscribed. */
  unobserved(slot: number, step: number): void
  /** The entity emits nothing any more. */
  close(slot: number): void
}

/** Latencies that sources measure. Recorded only when the intended time lies in the measured window. */
export type SourceSeries =
  /** POST to complete reply, from the intended time of the event. */
  | 'ingress.reply'
  /** POST to complete reply, from the moment the request was written: a diagnostic, never an objective. */
  | 'ingress.service'
  /** Time that the blocking POSTs of one call added to its routing. */
  | 'call.routing_delay'
  /** Intended time to the moment of sending: the instrument's own lag. */
  | 'send.delay'

/** Things that sources count. */
export type SourceCounter =
  | 'calls.offered'
  | 'calls.started'
  | 'calls.ended'
  /** Calls that were going on when the run began. */
  | 'calls.ongoing'
  | 'events.sent'
  | 'bytes.sent'
  | 'ingress.replies'
  | 'ingress.refused'
  | 'ingress.timeouts'
  | 'ingress.errors'
  | 'esl.connections'
  | 'esl.lost'
  | 'esl.killed'
  /** Grows with the longest queue of a listener, so that it is the most events that ever waited. */
  | 'esl.queued'

/** Where a source's figures go. */
export interface Instruments {
  latency(series: SourceSeries, intendedUs: number, valueUs: number): void
  count(counter: SourceCounter, by?: number): void
}
