import type { EntityKind } from '../../traffic/entity-number.ts'

/**
 * A recorded event stream, ready to be replayed, in shared memory: plain data that any number of threads read. It is
 * made by `createTraceIndex()`.
 */
export interface RecordedTrace {
  /** JSON of `{headers, body}` of each event, one after the other, in ASCII. */
  readonly text: SharedArrayBuffer
  /** Float64: where the text of each event begins, and the end of the last. */
  readonly offsets: SharedArrayBuffer
  /** Float64: microseconds since the start of the trace. */
  readonly times: SharedArrayBuffer
  /** Int32: index of the entity that each event is a contract event of; -1 for none. */
  readonly entityOf: SharedArrayBuffer
  /** Int8: step of the entity's script. */
  readonly stepOf: SharedArrayBuffer
  readonly entities: readonly RecordedEntity[]
  readonly uuids: RecordedUuids
  /** From the start to the end of the trace: one pass. */
  readonly lengthUs: number
  /** Contract events that were left out, as a script holds no more steps. */
  readonly skipped: number
}

/** Where UUIDs stand in the text, in that order, so that nobody has to look for them while time runs. */
export interface RecordedUuids {
  /** Float64: where each begins. */
  readonly places: SharedArrayBuffer
  /** Int32: index of the leg that each belongs to; -1 for one that is no leg with contract events. */
  readonly legs: SharedArrayBuffer
  /** Float64: place in this list of the first UUID of each event, and the end of the last. */
  readonly firstOf: SharedArrayBuffer
}

/** A leg, a registration event or a text message with contract events in the trace. */
export interface RecordedEntity {
  readonly kind: EntityKind
  /** Unique-ID of a leg, in lower case; what is no leg has none. */
  readonly uuid: string | undefined
  /** Packed by `packScript()`. */
  readonly script: number
  /** Indexes of the first and last event that is its own. */
  readonly firstEvent: number
  readonly lastEvent: number
}

/** How a node is to replay a trace. */
export interface Replay {
  readonly trace: RecordedTrace
  /** Seconds of the trace that go by in one second. */
  readonly speed: number
  /** @default as often as there is time */
  readonly passes?: number | undefined
}
