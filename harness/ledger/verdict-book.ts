import { MILESTONES } from '../../simulators/traffic/identity.ts'
import { type Example, ExampleBook, excerptOf, type Trouble } from './examples.ts'
import { RECEIVER_COUNTER, type ReceiverCounter } from './layout.ts'
import type { ScannedFrame } from './scanned-frame.ts'

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

/** Counters and examples of one receiver. */
export class VerdictBook {
  readonly #counters: Float64Array
  readonly #receiver: string
  readonly #examples = new ExampleBook()

  constructor(counters: Float64Array, receiver: string) {
    this.#counters = counters
    this.#receiver = receiver
  }

  /** Frames that came, whatever they are found to be. */
  arrived(frames: number, octets: number): void {
    this.#counters[RECEIVER_COUNTER.frames]! += frames
    this.#counters[RECEIVER_COUNTER.bytes]! += octets
  }

  /** A first delivery within the deadline: apart, as most are. */
  inTime(): Outcome {
    this.#counters[RECEIVER_COUNTER.inTime]!++
    return 'in-time'
  }

  count(counter: ReceiverCounter, outcome: Outcome): Outcome {
    this.#counters[RECEIVER_COUNTER[counter]]!++
    return outcome
  }

  trouble<T extends Trouble & ReceiverCounter>(trouble: T, tag: number, frame: ScannedFrame, atUs: number): T {
    this.#examples.add(trouble, atUs, () => ({
      tag,
      milestone: MILESTONES[frame.milestone] ?? 'none',
      receiver: this.#receiver,
    }))
    this.#counters[RECEIVER_COUNTER[trouble]]!++
    return trouble
  }

  /** For what is no event of ours. */
  refuse(octets: Buffer, atUs: number): Outcome {
    this.#examples.add('unexpected', atUs, () => `${excerptOf(octets)} at ${this.#receiver}`)
    return this.count('unexpected', 'unexpected')
  }

  examples(): readonly Example[] {
    return this.#examples.read()
  }
}
