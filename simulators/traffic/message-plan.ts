import type { Milestone } from './identity.ts'
import { drawExtension, drawNumber } from './people.ts'
import { randomStream } from './random.ts'

/** One text message. */
export interface MessagePlan {
  /** Place in its source's stream of messages, from 0. */
  readonly number: number
  readonly event: Extract<Milestone, 'receive' | 'send'>
  readonly from: string
  readonly to: string
  /** Ordinary Unicode. */
  readonly body: string
}

const BODIES = [
  'Running late, be there in 10 min',
  'Your code is 481516',
  'Grüße aus München, bis später!',
  'Invoice 2023-117: 100% paid & closed; thanks + regards',
  'ok',
  'Line one\nline two: with a colon',
  'Great news \u{1F389} the order shipped',
] as const

/** Plans one text message from the stream that belongs to it alone; half are received, half sent. */
export function planMessage(seed: string, source: number, number: number): MessagePlan {
  const random = randomStream(seed, 'message', source, number)
  const event = random.uniform() < 0.5 ? 'receive' : 'send'
  const inside = drawExtension(random)
  const outside = drawNumber(random)
  return {
    number,
    event,
    from: event === 'receive' ? outside : inside,
    to: event === 'receive' ? inside : outside,
    body: BODIES[random.below(BODIES.length)] ?? BODIES[0],
  }
}
