import type { Leg } from './leg.ts'

/** What stands behind a leg: a phone, the other end of a loopback call, or nothing. */
export interface Endpoint {
  readonly kind: 'loopback' | 'null' | 'sofia'
  /** The application `answer` on a leg that is not answered. */
  answer(leg: Leg): void
  /** The application `pre_answer` on a leg without media. */
  preAnswer(leg: Leg): void
  /** The application `ring_ready` on a leg that does not ring yet. */
  ringReady(leg: Leg): void
  /** The leg has entered HANGUP: lets go of the far end. */
  release(leg: Leg): void
  /** Sets what the endpoint adds to the call record. */
  dispose(leg: Leg): void
  /** Resolves when nothing of the endpoint needs the leg any more. */
  untilFree(leg: Leg): Promise<void> | undefined
  /** The leg is destroyed. */
  forget(leg: Leg): void
  /** The legs of this node that hear what the leg plays. @default none */
  hearers?(leg: Leg): readonly Leg[]
  /** Sends keys to the far end. */
  sendDigits(leg: Leg, digits: string): void
}
