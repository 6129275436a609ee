import type { Clock } from '../timing/clock.ts'
import type { Instruments } from '../traffic/journal.ts'
import { encodeJson } from './codec/event-json.ts'
import { encodeForm } from './codec/form.ts'
import type { SwitchEvent } from './codec/switch-event.ts'
import type { HttpClient } from './http-client.ts'
import type { StartedMessaged } from './messaged.ts'
import type { Post, PostListener, PostOutcome } from './post.ts'

/** What becomes of one event. All may be called before `deliver()` returns. */
export interface DeliveryListener {
  /**
   * It is handed over to somebody: a POST is being written, or a client of messaged takes it. Said before the octets
   * leave, so that nobody can have received what was not sent.
   */
  sent(): void
  /** Nobody can have it after all: not the whole of it was handed to the kernel. `sent()` may follow once more. */
  unsent(): void
  /**
   * The machine goes on: the reply came, its limit ran out, or there was nobody to wait for. Once, last; never when
   * the softswitch is disposed of before.
   * @param atUs when, microseconds of the run's clock; the intended time where nothing replies
   */
  done(atUs: number): void
}

/** The moments that an event is measured from, microseconds of the run's clock. */
export interface DueTimes {
  /** When it was intended. */
  readonly dueUs: number
  /** When everything that it had to wait for was there; what is later than this and `dueUs` is our own lag. */
  readonly readyUs: number
}

/** Takes the events of one machine to the events URL, to messaged, or to both. */
export interface Delivery {
  /** Whether there is a reply to wait for: messaged alone holds nobody up. */
  readonly replies: boolean
  deliver(event: SwitchEvent, times: DueTimes, listener: DeliveryListener): void
}

export interface DeliveryOptions {
  readonly client: HttpClient | undefined
  readonly messaged: StartedMessaged | undefined
  readonly clock: Clock
  readonly instruments: Instruments
}

export function createDelivery({ client, messaged, clock, instruments }: DeliveryOptions): Delivery {
  const publish = (event: SwitchEvent, daemon: StartedMessaged): boolean => {
    const json = encodeJson(event)
    const taken = daemon.publish(json)
    if (taken > 0) instruments.count('bytes.sent', taken * Buffer.byteLength(json))
    return taken > 0
  }
  return {
    replies: client !== undefined,
    deliver(event, times, listener) {
      const nowUs = clock.nowUs()
      const booking = createBooking(listener)
      if (messaged !== undefined && messaged.clients > 0) booking.begin()
      if (messaged !== undefined && publish(event, messaged)) {
        booking.begin()
        booking.keep()
        instruments.count('events.sent')
      }
      booking.undo()
      if (client !== undefined) {
        return client.post(encodeForm(event), times.dueUs, measurePost(times, instruments, booking, listener))
      }
      instruments.latency('send.delay', times.dueUs, lagUs(times, nowUs))
      listener.done(times.dueUs)
    },
  }
}

const lagUs = ({ dueUs, readyUs }: DueTimes, atUs: number): number => Math.max(0, atUs - Math.max(dueUs, readyUs))

/** What was told of the sending of one event. */
interface Booking {
  /** Says that it is sent, unless that was said. */
  begin(): void
  /** It was: nothing takes that back. */
  keep(): void
  isKept(): boolean
  /** Takes back what is not certain. */
  undo(): void
}

function createBooking(listener: DeliveryListener): Booking {
  let state: 'none' | 'begun' | 'kept' = 'none'
  return {
    begin() {
      if (state !== 'none') return
      state = 'begun'
      listener.sent()
    },
    keep: () => void (state = 'kept'),
    isKept: () => state === 'kept',
    undo() {
      if (state !== 'begun') return
      state = 'none'
      listener.unsent()
    },
  }
}

/** Records one POST. Waiting for a connection is the server's doing, so it is no part of our own lag. */
function measurePost(
  times: DueTimes,
  instruments: Instruments,
  booking: Booking,
  listener: DeliveryListener,
): PostListener {
  return {
    writing: () => booking.begin(),
    written(post) {
      instruments.latency('send.delay', times.dueUs, lagUs(times, post.submittedUs) + post.writtenUs - post.grantedUs)
      instruments.count('bytes.sent', post.octets)
      if (!booking.isKept()) instruments.count('events.sent')
      booking.keep()
    },
    settled(post, outcome) {
      booking.undo()
      if (outcome.kind === 'aborted') return
      countOutcome(outcome, instruments)
      if (outcome.kind !== 'failed') measureReply(post, instruments)
      listener.done(post.settledUs)
    },
  }
}

function measureReply(post: Post, instruments: Instruments): void {
  instruments.latency('ingress.reply', post.dueUs, post.settledUs - post.dueUs)
  // A request that its limit met before a connection did has no service time.
  if (post.writtenUs <= post.settledUs)
    instruments.latency('ingress.service', post.dueUs, post.settledUs - post.writtenUs)
}

function countOutcome(outcome: Exclude<PostOutcome, { kind: 'aborted' }>, instruments: Instruments): void {
  switch (outcome.kind) {
    case 'replied':
      instruments.count('ingress.replies')
      if (outcome.status < 200 || outcome.status > 299) instruments.count('ingress.refused')
      return
    case 'timeout':
      return instruments.count('ingress.timeouts')
    case 'failed':
      return instruments.count('ingress.errors')
  }
}
