import { MAX_STEPS } from '../../simulators/traffic/identity.ts'
import type { Journal } from '../../simulators/traffic/journal.ts'
import { type Example, ExampleBook } from './examples.ts'
import {
  type LedgerBuffers,
  numbersEndOf,
  OPEN,
  SOURCE_COUNTER,
  type SourceTable,
  stampOf,
  tagOf,
  TAKEN,
  viewReceiver,
  viewSource,
  WORD,
} from './layout.ts'
import { ageOfLatest, mayStandUnread, releaseSlot, type ReleaseContext } from './release.ts'
import { SlotCalendar } from './slot-calendar.ts'

/** The book of one source. */
export interface SourceJournal extends Journal {
  /** What this source's releases found to be lost. */
  examples(): readonly Example[]
}

/**
 * Attaches the one thread that runs a source.
 *
 * Slots are freed in *intended* time, so that a slot number does not depend on how fast anything was: `graceUs` after
 * the planned end of the entity, when it is closed. An entity that is not closed by then, or whose last event came so
 * much later than planned that the deadline has not passed, keeps its slot longer. So does one that a receiver misses
 * something of that we have kept from reading, as long as there is room.
 */
export function attachSource(buffers: LedgerBuffers, source: number): SourceJournal {
  return new Table(buffers, source)
}

/** Slots that are kept for receivers that read later leave so much to the traffic. */
const KEPT_AT_MOST = 0.75
const LOOK_AGAIN_US = 1e6

class Table implements SourceJournal {
  readonly #source: number
  readonly #table: SourceTable
  /** Of the table, at hand: the fewer instructions a booking takes, the more of them wait for memory side by side. */
  readonly #words: Int32Array
  readonly #stride: number
  readonly #counters: Float64Array
  readonly #calendar: SlotCalendar
  readonly #context: ReleaseContext
  readonly #overdue = new Set<number>()

  constructor(buffers: LedgerBuffers, source: number) {
    this.#source = source
    this.#table = viewSource(buffers, source)
    this.#words = this.#table.words
    this.#stride = this.#table.stride
    this.#counters = this.#table.counters
    this.#calendar = new SlotCalendar(this.#table.slots)
    this.#context = {
      config: buffers.config,
      receivers: buffers.receivers.map((_, receiver) => viewReceiver(buffers, receiver)),
      examples: new ExampleBook(),
    }
  }

  open(number: number, leg: number, script: number, atUs: number, endUs: number): number {
    this.#note(atUs)
    this.#calendar.turnTo(atUs, this.#due)
    const slot = this.#calendar.take()
    if (slot === undefined) {
      throw new RangeError(
        `Cannot open an entity of source ${this.#source} as a slot must be free: all ${this.#table.slots} are taken`,
      )
    }
    const words = this.#words
    const counters = this.#counters
    const base = slot * this.#stride
    words[base + WORD.script] = script
    words[base + WORD.state] = OPEN | TAKEN
    for (let step = 0; step < MAX_STEPS; step++) words[base + WORD.stamps + step] = 0
    // Who finds the tag finds all of the above with it.
    Atomics.store(words, base + WORD.tag, tagOf(number, leg))
    counters[SOURCE_COUNTER.opened]!++
    const end = numbersEndOf(number)
    if (number >= (counters[end] ?? 0)) counters[end] = number + 1
    this.#calendar.plan(slot, endUs + this.#context.config.graceUs)
    return slot
  }

  sent(slot: number, step: number, intendedUs: number): void {
    const words = this.#words
    const base = slot * this.#stride
    const state = words[base + WORD.state] ?? 0
    if (!isBookable(state, step)) this.#refuse(slot, step)
    // An event that goes to two links of one bridge is expected once.
    if ((state >>> step) & 1) return
    this.#note(intendedUs)
    // The stamp alone tells a receiver's thread of the sending, so that nothing need be in order here: an atomic store
    // would wait until the line of memory has come.
    words[base + WORD.stamps + step] = stampOf(intendedUs)
    words[base + WORD.state] = state | (1 << step)
    this.#counters[SOURCE_COUNTER.sent]!++
  }

  unsent(slot: number, step: number): void {
    const words = this.#words
    const base = slot * this.#stride
    const state = words[base + WORD.state] ?? 0
    if (!isBookable(state, step)) this.#refuse(slot, step)
    if (!((state >>> step) & 1)) return
    words[base + WORD.stamps + step] = 0
    words[base + WORD.state] = state & ~(1 << step)
    this.#counters[SOURCE_COUNTER.sent]!--
  }

  unobserved(slot: number, step: number): void {
    const at = slot * this.#stride + WORD.state
    const state = this.#words[at] ?? 0
    if (!isBookable(state, step)) this.#refuse(slot, step)
    Atomics.store(this.#words, at, state | (1 << (step + MAX_STEPS)))
    this.#counters[SOURCE_COUNTER.unobservedAtSource]!++
  }

  close(slot: number): void {
    const at = slot * this.#stride + WORD.state
    const state = this.#words[at] ?? 0
    if (!isBookable(state, 0)) this.#refuse(slot, 0)
    this.#words[at] = state & ~OPEN
    if (this.#overdue.delete(slot)) this.#calendar.plan(slot, this.#nowUs() + this.#context.config.graceUs)
  }

  examples(): readonly Example[] {
    return this.#context.examples.read()
  }

  // A method, as the engine calls a private getter the slow way.
  #nowUs(): number {
    return this.#counters[SOURCE_COUNTER.latestUs] ?? 0
  }

  #note(us: number): void {
    if (us > this.#nowUs()) this.#counters[SOURCE_COUNTER.latestUs] = us
  }

  readonly #due = (slot: number): void => {
    const { config } = this.#context
    if ((this.#table.words[slot * this.#table.stride + WORD.state] ?? 0) & OPEN) {
      this.#overdue.add(slot)
      return
    }
    const age = ageOfLatest(this.#table, slot)
    if (age < config.deadlineUs) {
      this.#calendar.plan(slot, this.#nowUs() - age + config.graceUs)
      return
    }
    if (this.#hasRoom() && mayStandUnread(this.#table, slot, this.#context)) {
      this.#calendar.plan(slot, this.#nowUs() + LOOK_AGAIN_US)
      return
    }
    releaseSlot(this.#table, slot, this.#context)
    this.#calendar.free(slot)
  }

  #hasRoom(): boolean {
    const { counters, slots } = this.#table
    return (counters[SOURCE_COUNTER.opened] ?? 0) - (counters[SOURCE_COUNTER.released] ?? 0) < KEPT_AT_MOST * slots
  }

  #refuse(slot: number, step: number): never {
    if (step >= 0 && step < MAX_STEPS) {
      throw new RangeError(
        `Cannot book an event of source ${this.#source} as its slot must be taken: current value is ${slot}`,
      )
    }
    throw new RangeError(`Cannot book an event as its step must be 0 to ${MAX_STEPS - 1}: current value is ${step}`)
  }
}

/** Whether the slot with this state is taken, which one that is none is not, and has such a step. */
const isBookable = (state: number, step: number): boolean => (state & TAKEN) !== 0 && step >= 0 && step < MAX_STEPS
