import type { Segment } from '../../simulators/traffic/workload.ts'
import { type EntityKind, entityKind } from '../../simulators/traffic/entity-number.ts'
import { MAX_SLOTS, MAX_SOURCES, MAX_STEPS } from '../../simulators/traffic/identity.ts'
import { allocateLines } from './line-memory.ts'

/** Who listens: a websocket subscriber or the sink of one webhook URL. */
export interface ReceiverConfig {
  readonly name: string
  readonly kind: 'websocket' | 'webhook'
}

/** Size and rules of one run's ledger. */
export interface LedgerConfig {
  readonly runId: number
  /** Slots of each source: the most entities (call legs, registrations, messages) that live at the same time. */
  readonly slots: readonly number[]
  readonly receivers: readonly ReceiverConfig[]
  /** The part of the traffic that is ours: what other segments send through the same bridge is not judged here. */
  readonly segment?: Segment | undefined
  /** A first delivery with a longer latency is late, microseconds. */
  readonly deadlineUs: number
  /** A slot is kept for so long after the planned end of its entity, microseconds; at least the deadline. */
  readonly graceUs: number
}

export const DEFAULT_DEADLINE_US = 5e6
export const DEFAULT_GRACE_US = 15e6

/** A ledger in shared memory: post it to every thread that takes part. */
export interface LedgerBuffers {
  readonly config: LedgerConfig
  /** One table per source. */
  readonly sources: readonly SharedArrayBuffer[]
  /** Counters and absences of each receiver. */
  readonly receivers: readonly SharedArrayBuffer[]
}

/**
 * Makes an empty ledger. Who writes what, so that threads need no lock:
 * - a table belongs to the thread of its source, but for the marks: the mark of a slot and receiver r is set by
 *   receiver r and taken back by the source when it releases the slot, both atomically, and a generation in the mark
 *   tells the receiver that it came too late;
 * - the block of a receiver belongs to the thread of that receiver.
 * @throws RangeError when a size is out of range
 */
export function createLedger(
  config: Omit<LedgerConfig, 'deadlineUs' | 'graceUs'> & Partial<Pick<LedgerConfig, 'deadlineUs' | 'graceUs'>>,
): LedgerBuffers {
  const whole = { deadlineUs: DEFAULT_DEADLINE_US, graceUs: DEFAULT_GRACE_US, ...config }
  validate(whole)
  const { slots, receivers } = whole
  return {
    config: whole,
    sources: slots.map((count) => allocateLines(tableLayout(count, receivers.length).bytes)),
    receivers: receivers.map(() => new SharedArrayBuffer(RECEIVER_BYTES)),
  }
}

/** Counters of a source, indexes into {@link SourceTable.counters}. */
export const SOURCE_COUNTER = {
  sent: 0,
  unobservedAtSource: 1,
  opened: 2,
  released: 3,
  /** Latest intended time that the source spoke of: its own idea of now. */
  latestUs: 4,
  /** One more than the highest number of each entity kind that was opened. */
  numbersEnd: 5,
} as const

/** Entity kinds, whose numbers are counted apart. */
const KINDS: readonly EntityKind[] = ['call', 'registration', 'message']
const SOURCE_COUNTERS = SOURCE_COUNTER.numbersEnd + KINDS.length

/** Index of the counter that a number of an entity is held against. */
export const numbersEndOf = (number: number): number => SOURCE_COUNTER.numbersEnd + KINDS.indexOf(entityKind(number))

/** Typed views of one source's table. */
export interface SourceTable {
  readonly slots: number
  readonly receivers: number
  readonly counters: Float64Array
  /** By receiver: steps that never came, and those that came to pass while it was not listening. Written at release. */
  readonly lost: Float64Array
  readonly unobserved: Float64Array
  /** Words of one slot. */
  readonly stride: number
  /** The slots one after the other, each in neighbouring words: see {@link WORD}. */
  readonly words: Int32Array
}

/** Where the words of a slot stand, from `slot * stride` on. */
export const WORD = {
  /** Number and leg of the entity as {@link tagOf} packs them, 0 when the slot is free. */
  tag: 0,
  /** Packed script. */
  script: 1,
  /** Bits 0 to 7: steps sent; 8 to 15: steps that nobody could hear; then {@link TAKEN} and {@link OPEN}. */
  state: 2,
  /** Eight intended times as {@link stampOf} makes them; 0 for a step that is not sent. */
  stamps: 3,
  /** One word per receiver: bits 0 to 7 steps seen, above them the generation of the slot. */
  marks: 3 + MAX_STEPS,
} as const

/** More events may come. */
export const OPEN = 1 << 16
/** The slot belongs to an entity. */
export const TAKEN = 1 << 17
export const STEP_MASK = (1 << MAX_STEPS) - 1
/** What a release adds to a mark. */
export const ONE_GENERATION = 1 << MAX_STEPS

/** Never 0, and distinct for every number and leg. */
export const tagOf = (number: number, leg: number): number => number * 16 + leg + 1

/** Microseconds of the run modulo 2^32, and never 0: one word says both that a step was sent and for when. */
export const stampOf = (intendedUs: number): number => intendedUs | 0 || 1

export function viewSource(buffers: LedgerBuffers, source: number): SourceTable {
  const buffer = buffers.sources[source]
  const slots = buffers.config.slots[source]
  if (buffer === undefined || slots === undefined) {
    throw new RangeError(
      `Cannot attach a source as it must be below ${buffers.sources.length}: current value is ${source}`,
    )
  }
  const receivers = buffers.receivers.length
  const at = tableLayout(slots, receivers)
  return {
    slots,
    receivers,
    counters: new Float64Array(buffer, 0, SOURCE_COUNTERS),
    lost: new Float64Array(buffer, at.lost, receivers),
    unobserved: new Float64Array(buffer, at.unobserved, receivers),
    stride: strideOf(receivers),
    words: new Int32Array(buffer, at.words, slots * strideOf(receivers)),
  }
}

/** Counters of a receiver, indexes into {@link ReceiverBlock.counters}. */
export const RECEIVER_COUNTER = {
  inTime: 0,
  late: 1,
  duplicate: 2,
  /** Further copies of what was sent before the receiver's latest reconnection. */
  redelivered: 3,
  reordered: 4,
  unexpected: 5,
  /** Of an entity whose slot is released already: it may have been counted as lost. */
  stale: 6,
  /** Events that belong to no entity: machine health and unknown ones. */
  unaddressed: 7,
  /** Seen although its source said that nobody could hear it: no claim either way. */
  unclaimed: 8,
  frames: 9,
  bytes: 10,
  /** First copies behind the deadline of what was due while the receiver was not listening: no claim either way. */
  excused: 11,
} as const
export type ReceiverCounter = keyof typeof RECEIVER_COUNTER
const RECEIVER_COUNTERS = 12

/** Most absences of one receiver that are kept apart; behind that the oldest two become one. */
export const MAX_ABSENCES = 128
const ABSENCES_AT = 8 * RECEIVER_COUNTERS
const RECEIVER_BYTES = ABSENCES_AT + 16 + 16 * MAX_ABSENCES

/** Typed views of what one receiver writes. */
export interface ReceiverBlock {
  readonly counters: Float64Array
  /** Version (odd while being written) and number of absences. */
  readonly head: Int32Array
  /** Until when nothing is decided of what is missing, microseconds of the run: see `hinder()`. */
  readonly undecided: Float64Array
  /** Pairs of start and end, microseconds of the run. */
  readonly absences: Float64Array
}

export function viewReceiver(buffers: LedgerBuffers, receiver: number): ReceiverBlock {
  const buffer = buffers.receivers[receiver]
  if (buffer === undefined) {
    throw new RangeError(
      `Cannot attach a receiver as it must be below ${buffers.receivers.length}: current value is ${receiver}`,
    )
  }
  return {
    counters: new Float64Array(buffer, 0, RECEIVER_COUNTERS),
    head: new Int32Array(buffer, ABSENCES_AT, 2),
    undecided: new Float64Array(buffer, ABSENCES_AT + 8, 1),
    absences: new Float64Array(buffer, ABSENCES_AT + 16, 2 * MAX_ABSENCES),
  }
}

/** Words of a line of the processor's cache: what comes from memory at a time. */
export const LINE_WORDS = 16

/** Whole lines: what an entity's own words are in is one line, whatever its slot. */
const strideOf = (receivers: number): number => Math.ceil((WORD.marks + receivers) / LINE_WORDS) * LINE_WORDS

function tableLayout(slots: number, receivers: number) {
  const lost = 8 * SOURCE_COUNTERS
  const unobserved = lost + 8 * receivers
  const line = 4 * LINE_WORDS
  const words = Math.ceil((unobserved + 8 * receivers) / line) * line
  return { lost, unobserved, words, bytes: words + 4 * slots * strideOf(receivers) }
}

function validate({ slots, deadlineUs, graceUs }: LedgerConfig): void {
  if (slots.length > MAX_SOURCES) {
    throw new RangeError(`Cannot create a ledger of more than ${MAX_SOURCES} sources: current value is ${slots.length}`)
  }
  const wrong = slots.find((count) => !(Number.isInteger(count) && count > 0 && count <= MAX_SLOTS))
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot create a ledger as a source must have 1 to ${MAX_SLOTS} slots: current value is ${wrong}`,
    )
  }
  if (!(deadlineUs > 0 && graceUs >= deadlineUs)) {
    throw new RangeError(
      `Cannot create a ledger as its grace must be at least its deadline of ${deadlineUs}: current value is ${graceUs}`,
    )
  }
}
