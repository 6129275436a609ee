import type { Clock } from '../timing/clock.ts'
import type { Instruments } from '../traffic/journal.ts'
import { encodeJson } from './codec/event-json.ts'
import { encodeForm } from './codec/form.ts'
import type { SwitchEvent } from './codec/switch-event.ts'
import type { HttpClient } from './http-client.ts'
import type { StartedMessaged } from './messaged.ts'
import type { Post, PostListener, PostOutcome } from './post.ts'

/** What becomes of one event. Both may be called before `deliver()` returns. */
export interface DeliveryListener {
  /** It was handed over to somebody: a POST was written, or a client of messaged took it. At most once. */
  sent(): void
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
  const heard = (listener: DeliveryListener): void => {
    instruments.count('events.sent')
    listener.sent()
  }
  return {
    replies: client !== undefined,
    deliver(event, times, listener) {
      const nowUs = clock.nowUs()
      const taken = messaged !== undefined && publish(event, messaged)
      if (taken) heard(listener)
      if (client !== undefined) {
        const written = taken ? () => {} : () => heard(listener)
        return client.post(encodeForm(event), times.dueUs, measurePost(times, instruments, written, listener))
      }
      instruments.latency('send.delay', times.dueUs, lagUs(times, nowUs))
      listener.done(times.dueUs)
    },
  }
}

const lagUs = ({ dueUs, readyUs }: DueTimes, atUs: number): number => Math.max(0, atUs - Math.max(dueUs, readyUs))

/** Records one POST. Waiting for a connection is the server's doing, so it is no part of our own lag. */
function measurePost(
  times: DueTimes,
  instruments: Instruments,
  onWritten: () => void,
  listener: DeliveryListener,
): PostListener {
  return {
    written(post) {
      instruments.latency('send.delay', times.dueUs, lagUs(times, post.submittedUs) + post.writtenUs - post.grantedUs)
      instruments.count('bytes.sent', post.octets)
      onWritten()
    },
    settled(post, outcome) {
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
