import type { Clock } from '../../simulators/timing/clock.ts'
import { entityIndex } from '../../simulators/traffic/entity-number.ts'
import { MAX_STEPS } from '../../simulators/traffic/identity.ts'
import { isInSegment } from '../../simulators/traffic/source-plan.ts'
import type { Segment } from '../../simulators/traffic/workload.ts'
import {
  beginAbsence,
  endAbsence,
  giveUpUnread,
  hinder,
  initAbsences,
  isHindered,
  isListening,
  unhinder,
  wasAbsent,
} from './absences.ts'
import { findSteps, firstStep, laterSteps, nearestStep } from './choose-step.ts'
import type { FieldMapping } from './exact-read.ts'
import type { Example } from './examples.ts'
import { FrameGroup, type GatheredFrame } from './frame-group.ts'
import { FrameScanner } from './frame-scan.ts'
import type { FrameFormat } from './key-finder.ts'
import {
  type LedgerBuffers,
  numbersEndOf,
  type ReceiverBlock,
  type SourceTable,
  STEP_MASK,
  tagOf,
  viewReceiver,
  viewSource,
  WORD,
} from './layout.ts'
import { type PendingFrame, PendingFrames } from './pending-frames.ts'
import type { ScannedFrame } from './scanned-frame.ts'
import { type Outcome, VerdictBook } from './verdict-book.ts'

/** The ledger as one receiver sees it. For one thread only. */
export interface Receiver {
  readonly name: string
  /** Judges one received event. @param atUs when its last octet had arrived */
  see(octets: Buffer, atUs: number): Outcome
  /**
   * Like `see()` for one of several events of one read: judged a few at a time, which is several times cheaper when
   * many entities are open, and at the latest by `flush()`. The octets must not change until then.
   */
  gather(octets: Buffer, atUs: number): void
  /** Judges what was gathered: at the end of each read. */
  flush(): void
  /** From now on deliveries are expected. */
  up(atUs: number): void
  /**
   * Deliveries due from `fromUs` on are no longer expected: the present when the other side ended the connection,
   * earlier by the deadline when we cut it ourselves and with it what was under way.
   */
  down(fromUs: number): void
  /**
   * Like `down()` while the connection stays open: we do not read for a while, on purpose. Nothing that is missing is
   * lost before the receiver is up again and has had the deadline to read on; when the connection ends instead, nothing
   * that it has not read so far is claimed.
   */
  hinder(fromUs: number): void
  /** Copies of what was due until now are redeliveries: the sender cannot know that we have it. */
  excuse(untilUs: number): void
  /** Judges what was pending: call it every second or so, and with Infinity at the end. */
  settle(nowUs: number): void
  examples(): readonly Example[]
}

export interface ReceiverOptions {
  /** Only its relation of run time to Unix time is used. */
  readonly clock: Pick<Clock, 'epochUs'>
  /** @default JSON for a websocket, form encoding for a webhook */
  readonly format?: FrameFormat
  /** Makes our fields of another bridge's; every event is then parsed. */
  readonly mapping?: FieldMapping
  /** Called for each first delivery. */
  readonly onFirst?: (intendedUs: number, latencyUs: number) => void
}

/** Attaches the one thread that runs a receiver. */
export function attachReceiver(buffers: LedgerBuffers, index: number, options: ReceiverOptions): Receiver {
  return new AttachedReceiver(buffers, index, options)
}

class AttachedReceiver implements Receiver {
  readonly name: string
  readonly #index: number
  readonly #deadlineUs: number
  readonly #segment: Segment | undefined
  readonly #block: ReceiverBlock
  readonly #tables: readonly SourceTable[]
  readonly #scanner: FrameScanner
  readonly #options: ReceiverOptions
  readonly #book: VerdictBook
  readonly #group: FrameGroup
  readonly #pending = new PendingFrames()
  #hasListened = false
  /** When it last began to listen again, or was last excused. */
  #againUs = Number.NEGATIVE_INFINITY

  constructor(buffers: LedgerBuffers, index: number, options: ReceiverOptions) {
    this.#block = viewReceiver(buffers, index)
    initAbsences(this.#block)
    const { name, kind } = buffers.config.receivers[index] ?? { name: '', kind: 'websocket' }
    this.name = name
    this.#book = new VerdictBook(this.#block.counters, name)
    this.#index = index
    this.#deadlineUs = buffers.config.deadlineUs
    this.#segment = buffers.config.segment
    this.#tables = buffers.sources.map((_, source) => viewSource(buffers, source))
    this.#group = new FrameGroup(this.#tables, index)
    this.#scanner = new FrameScanner(
      buffers.config.runId,
      options.format ?? (kind === 'websocket' ? 'json' : 'form'),
      options.mapping,
    )
    this.#options = options
  }

  see(octets: Buffer, atUs: number): Outcome {
    this.flush()
    return this.#judgeScanned(this.#scanner.scan(octets), octets, atUs)
  }

  gather(octets: Buffer, atUs: number): void {
    this.#scanner.scan(octets, this.#group.vacant)
    this.#group.keep(octets, atUs)
    if (this.#group.isFull) this.flush()
  }

  flush(): void {
    this.#group.empty(this.#judgeGathered)
  }

  readonly #judgeGathered = ({ frame, octets, atUs }: GatheredFrame): void => {
    this.#judgeScanned(frame, octets, atUs)
  }

  #judgeScanned(frame: ScannedFrame, octets: Buffer, atUs: number): Outcome {
    this.#book.arrived(1, octets.length)
    if (frame.kind === 'unknown') return this.#book.refuse(octets, atUs)
    return frame.kind === 'entity' && this.#isOurs(frame)
      ? this.#judge(frame, octets, atUs)
      : this.#book.count('unaddressed', 'unaddressed')
  }

  #isOurs({ number }: ScannedFrame): boolean {
    return this.#segment === undefined || isInSegment(this.#segment, entityIndex(number))
  }

  up(atUs: number): void {
    this.flush()
    if (isListening(this.#block)) return
    endAbsence(this.#block, atUs)
    if (isHindered(this.#block)) unhinder(this.#block, atUs + this.#deadlineUs)
    if (this.#hasListened) this.#againUs = atUs
    this.#hasListened = true
  }

  down(fromUs: number): void {
    this.flush()
    if (isHindered(this.#block)) giveUpUnread(this.#block)
    else beginAbsence(this.#block, fromUs)
  }

  hinder(fromUs: number): void {
    this.flush()
    hinder(this.#block, fromUs)
  }

  excuse(untilUs: number): void {
    this.flush()
    this.#againUs = Math.max(this.#againUs, untilUs)
  }

  settle(nowUs: number): void {
    this.flush()
    for (const { frame, octets, atUs, seenBefore } of this.#pending.takeDue(nowUs)) {
      this.#judge(frame, octets, atUs, seenBefore)
    }
  }

  examples(): readonly Example[] {
    return this.#book.examples()
  }

  /*
   * Three atomic acts make it exact. The mark is read first. Then the tag: the source sets it behind the slot's script
   * and emptied stamps, so that these may be read plainly. When the source releases the slot before the tag is read,
   * the tag is found gone; when it does so later, the mark's generation has changed and the exchange fails, so that
   * nothing counts that was read in between. A stamp may appear at any time: it is one word, either 0 or whole.
   * What was postponed is judged by the order in which it arrived: `seenBefore` is the mark of that moment.
   */
  #judge(frame: ScannedFrame, octets: Buffer, atUs: number, seenBefore?: number): Outcome {
    const table = this.#tables[frame.source]
    if (table === undefined || frame.slot >= table.slots) return this.#book.refuse(octets, atUs)
    const { words } = table
    const base = frame.slot * table.stride
    const at = base + WORD.marks + this.#index
    const mark = Atomics.load(words, at)
    const tag = Atomics.load(words, base + WORD.tag)
    if (!isTagOf(tag, frame)) return this.#judgeStranger(table, frame, octets, atUs)
    const step = this.#stepOf(words, base, frame.milestone, octets)
    const stamp = step < 0 ? 0 : (words[base + WORD.stamps + step] ?? 0)
    const seen = stamp === 0 ? mark : mark | (1 << step)
    if (Atomics.compareExchange(words, at, mark, seen) !== mark) return this.#book.trouble('stale', tag, frame, atUs)
    if (stamp === 0) {
      const pending = { frame, octets, atUs, seenBefore: mark }
      return this.#judgeUnsent(words, base, step, pending, seenBefore !== undefined)
    }
    const latencyUs = latencyOf(stamp, atUs)
    if (seen === mark) return this.#judgeCopy(tag, frame, atUs, latencyUs)
    if (((seenBefore ?? mark) & STEP_MASK) >>> (step + 1) !== 0) this.#book.trouble('reordered', tag, frame, atUs)
    this.#options.onFirst?.(atUs - latencyUs, latencyUs)
    if (latencyUs <= this.#deadlineUs) return this.#book.inTime()
    if (wasAbsent(this.#block, atUs - latencyUs)) return this.#book.count('excused', 'excused')
    return this.#book.trouble('late', tag, frame, atUs)
  }

  #judgeCopy(tag: number, frame: ScannedFrame, atUs: number, latencyUs: number): Outcome {
    return this.#book.trouble(atUs - latencyUs < this.#againUs ? 'redelivered' : 'duplicate', tag, frame, atUs)
  }

  #judgeUnsent(words: Int32Array, base: number, step: number, pending: PendingFrame, isAgain: boolean): Outcome {
    const { octets, atUs } = pending
    if (step < 0) return this.#book.refuse(octets, atUs)
    const state = Atomics.load(words, base + WORD.state)
    if ((state >>> (step + MAX_STEPS)) & 1) return this.#book.count('unclaimed', 'unclaimed')
    return !isAgain && this.#pending.add(pending) ? 'pending' : this.#book.refuse(octets, atUs)
  }

  /** The only step of that name, or the one that the event's timestamp tells. */
  #stepOf(words: Int32Array, base: number, milestone: number, octets: Buffer): number {
    const steps = findSteps(words[base + WORD.script] ?? 0, milestone)
    if (laterSteps(steps) === 0) return firstStep(steps)
    const statedUs = this.#scanner.timestampUs(octets)
    if (statedUs === undefined) return firstStep(steps)
    return nearestStep(words, base, steps, statedUs - this.#options.clock.epochUs(0))
  }

  /** The slot holds another entity or none: either this one is over, or it never was. */
  #judgeStranger(table: SourceTable, frame: ScannedFrame, octets: Buffer, atUs: number): Outcome {
    if (frame.number >= (table.counters[numbersEndOf(frame.number)] ?? 0)) return this.#book.refuse(octets, atUs)
    return this.#book.trouble('stale', tagOf(frame.number, frame.leg ?? 0), frame, atUs)
  }
}

/** Ids without a leg match any leg of their number. */
const isTagOf = (tag: number, { number, leg }: ScannedFrame): boolean =>
  leg === undefined ? tag > 0 && (tag - 1) >>> 4 === number : tag === tagOf(number, leg)

/** Stamps wrap after 71 minutes; a latency of more than half of that is one of less than nothing. */
function latencyOf(stamp: number, atUs: number): number {
  const latency = (atUs - stamp) >>> 0
  return latency > 2 ** 31 ? 0 : latency
}
