import type { Clock } from '../../simulators/timing/clock.ts'
import { entityIndex } from '../../simulators/traffic/entity-number.ts'
import { MAX_STEPS, MILESTONES } from '../../simulators/traffic/identity.ts'
import { isInSegment } from '../../simulators/traffic/source-plan.ts'
import type { Segment } from '../../simulators/traffic/workload.ts'
import { beginAbsence, endAbsence, giveUpUnread, hinder, initAbsences, isHindered, isListening, unhinder, wasAbsent } from './absences.ts'
import type { FieldMapping } from './exact-read.ts'
import { type Example, ExampleBook, excerptOf, type Trouble } from './examples.ts'
import { FrameGroup, type GatheredFrame } from './frame-group.ts'
import { FrameScanner, type ScannedFrame } from './frame-scan.ts'
import type { FrameFormat } from './key-finder.ts'
import {
  type LedgerBuffers,
  numbersEndOf,
  RECEIVER_COUNTER,
  type ReceiverBlock,
  type ReceiverCounter,
  type SourceTable,
  STEP_MASK,
  tagOf,
  viewReceiver,
  viewSource,
  WORD,
} from './layout.ts'

/** What the ledger says of one received event. */
export type Outcome =
  | 'in-time'
  | 'late'
  /** Late, but due while nothing was claimed. */
  | 'excused'
  | 'duplicate'
  | 'redelivered'
  | 'unexpected'
  | 'stale'
  | 'unaddressed'
  | 'unclaimed'
  /** Its sending is not booked yet: judged a little later. */
  | 'pending'

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

/** How long the book of a source may lag behind the arrival of what it sent. */
const PENDING_US = 1e6
const MOST_PENDING = 10_000

/** A timestamp further from the intended time of every booked step of its name belongs to one that is not booked yet. */
const SAME_STEP_US = 25_000

interface Pending {
  readonly frame: ScannedFrame
  readonly octets: Buffer
  readonly atUs: number
  /** Steps of the same entity that had been seen when it arrived. */
  readonly seenBefore: number
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
  readonly #examples = new ExampleBook()
  readonly #group = new FrameGroup()
  #pending: Pending[] = []
  #hasListened = false
  /** When it last began to listen again, or was last excused. */
  #againUs = Number.NEGATIVE_INFINITY

  constructor(buffers: LedgerBuffers, index: number, options: ReceiverOptions) {
    this.#block = viewReceiver(buffers, index)
    initAbsences(this.#block)
    const { name, kind } = buffers.config.receivers[index] ?? { name: '', kind: 'websocket' }
    this.name = name
    this.#index = index
    this.#deadlineUs = buffers.config.deadlineUs
    this.#segment = buffers.config.segment
    this.#tables = buffers.sources.map((_, source) => viewSource(buffers, source))
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
    this.#group.add(this.#scanner.scan(octets), octets, atUs)
    if (this.#group.isFull) this.flush()
  }

  flush(): void {
    this.#group.empty(this.#tables, this.#index, this.#judgeGathered)
  }

  readonly #judgeGathered = ({ frame, octets, atUs }: GatheredFrame): void => {
    this.#judgeScanned(frame, octets, atUs)
  }

  #judgeScanned(frame: ScannedFrame, octets: Buffer, atUs: number): Outcome {
    this.#block.counters[RECEIVER_COUNTER.frames]!++
    this.#block.counters[RECEIVER_COUNTER.bytes]! += octets.length
    if (frame.kind === 'entity') {
      const isOurs = this.#segment === undefined || isInSegment(this.#segment, entityIndex(frame.number))
      return isOurs ? this.#judge(frame, octets, atUs) : this.#count('unaddressed', 'unaddressed')
    }
    if (frame.kind === 'unaddressed') return this.#count('unaddressed', 'unaddressed')
    return this.#refuse(octets, atUs)
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
    const due = this.#pending.filter((pending) => nowUs - pending.atUs >= PENDING_US)
    if (due.length > 0) this.#pending = this.#pending.filter((pending) => !due.includes(pending))
    for (const { frame, octets, atUs, seenBefore } of due) {
      this.#judge(frame, octets, atUs, seenBefore)
    }
  }

  examples(): readonly Example[] {
    return this.#examples.read()
  }

  /*
   * The mark is read before the tag: when the source releases the slot in between, the tag is found gone, and when it
   * does so later, the mark's generation has changed and the exchange fails. Nothing is counted before it succeeds.
   * What was postponed is judged by the order in which it arrived: `seenBefore` is the mark of that moment.
   */
  #judge(frame: ScannedFrame, octets: Buffer, atUs: number, seenBefore?: number): Outcome {
    const table = this.#tables[frame.source]
    if (table === undefined || frame.slot >= table.slots) return this.#refuse(octets, atUs)
    const { words } = table
    const base = frame.slot * table.stride
    const at = base + WORD.marks + this.#index
    const mark = Atomics.load(words, at)
    const tag = Atomics.load(words, base + WORD.tag)
    if (!isTagOf(tag, frame)) return this.#judgeStranger(table, frame, octets, atUs)
    const state = Atomics.load(words, base + WORD.state)
    const step = this.#stepOf(words, base, frame.milestone, state, octets)
    const latencyUs = latencyOf(words, base, step, atUs)
    const isSent = step >= 0 && ((state >>> step) & 1) === 1
    const isCopy = isSent && ((mark >>> step) & 1) === 1
    const seen = isSent ? mark | (1 << step) : mark
    if (Atomics.compareExchange(words, at, mark, seen) !== mark) return this.#trouble('stale', tag, frame, atUs)
    if (isCopy) return this.#trouble(atUs - latencyUs < this.#againUs ? 'redelivered' : 'duplicate', tag, frame, atUs)
    if (!isSent) return this.#judgeUnsent(state, step, { frame, octets, atUs, seenBefore: mark }, seenBefore !== undefined)
    if (((seenBefore ?? mark) & STEP_MASK) >>> (step + 1) !== 0) this.#trouble('reordered', tag, frame, atUs)
    this.#options.onFirst?.(atUs - latencyUs, latencyUs)
    if (latencyUs <= this.#deadlineUs) return this.#count('inTime', 'in-time')
    if (wasAbsent(this.#block, atUs - latencyUs)) return this.#count('excused', 'excused')
    return this.#trouble('late', tag, frame, atUs)
  }

  #judgeUnsent(state: number, step: number, pending: Pending, again: boolean): Outcome {
    if (step < 0) return this.#refuse(pending.octets, pending.atUs)
    if ((state >>> (step + MAX_STEPS)) & 1) return this.#count('unclaimed', 'unclaimed')
    return again ? this.#refuse(pending.octets, pending.atUs) : this.#postpone(pending)
  }

  /**
   * The only step of that name, or the one whose intended time is nearest to the event's timestamp; when none is near,
   * the first that is not booked yet.
   */
  #stepOf(words: Int32Array, base: number, milestone: number, state: number, octets: Buffer): number {
    const script = words[base + WORD.script] ?? 0
    const first = findStep(script, milestone, 0)
    if (first < 0 || findStep(script, milestone, first + 1) < 0) return first
    const statedUs = this.#scanner.timestampUs(octets)
    if (statedUs === undefined) return first
    const us = (statedUs - this.#options.clock.epochUs(0)) >>> 0
    let best = first
    let bestDistance = Number.POSITIVE_INFINITY
    let unbooked = -1
    for (let step = first; step >= 0; step = findStep(script, milestone, step + 1)) {
      if (!((state >>> step) & 1)) {
        if (unbooked < 0) unbooked = step
        continue
      }
      const distance = Math.abs((us - (words[base + WORD.stamps + step] ?? 0)) | 0)
      if (distance >= bestDistance) continue
      best = step
      bestDistance = distance
    }
    return unbooked >= 0 && bestDistance > SAME_STEP_US ? unbooked : best
  }

  /** The slot holds another entity or none: either this one is over, or it never was. */
  #judgeStranger(table: SourceTable, frame: ScannedFrame, octets: Buffer, atUs: number): Outcome {
    if (frame.number >= (table.counters[numbersEndOf(frame.number)] ?? 0)) return this.#refuse(octets, atUs)
    return this.#trouble('stale', tagOf(frame.number, frame.leg ?? 0), frame, atUs)
  }

  #postpone(pending: Pending): Outcome {
    if (this.#pending.length >= MOST_PENDING) return this.#refuse(pending.octets, pending.atUs)
    this.#pending.push({ ...pending, frame: { ...pending.frame }, octets: Buffer.from(pending.octets) })
    return 'pending'
  }

  #refuse(octets: Buffer, atUs: number): Outcome {
    this.#examples.add('unexpected', atUs, () => `${excerptOf(octets)} at ${this.name}`)
    return this.#count('unexpected', 'unexpected')
  }

  #trouble<T extends Trouble & ReceiverCounter>(trouble: T, tag: number, frame: ScannedFrame, atUs: number): T {
    this.#examples.add(trouble, atUs, () => ({
      tag,
      milestone: MILESTONES[frame.milestone] ?? 'none',
      receiver: this.name,
    }))
    this.#block.counters[RECEIVER_COUNTER[trouble]]!++
    return trouble
  }

  #count(counter: ReceiverCounter, outcome: Outcome): Outcome {
    this.#block.counters[RECEIVER_COUNTER[counter]]!++
    return outcome
  }
}

/** Ids without a leg match any leg of their number. */
const isTagOf = (tag: number, { number, leg }: ScannedFrame): boolean =>
  leg === undefined ? tag > 0 && (tag - 1) >>> 4 === number : tag === tagOf(number, leg)

/** First step of a name from `from` on; -1 when there is none. */
function findStep(script: number, milestone: number, from: number): number {
  for (let step = from; step < MAX_STEPS; step++) {
    const code = (script >>> (4 * step)) & 15
    if (code === milestone) return step
    if (code === 0) return -1
  }
  return -1
}

/** Stamps wrap after 71 minutes; a latency of more than half of that is one of less than nothing. */
function latencyOf(words: Int32Array, base: number, step: number, atUs: number): number {
  const latency = (atUs - (words[base + WORD.stamps + step] ?? 0)) >>> 0
  return latency > 2 ** 31 ? 0 : latency
}
