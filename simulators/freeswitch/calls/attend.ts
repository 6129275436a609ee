import { channelBlock } from '../channel/channel.ts'
import { takeDigit } from '../channel/dtmf.ts'
import { toOutgoing } from '../codec/fs-outgoing.ts'
import { isReady, type Leg } from './leg.ts'
import { nextMessage, runMessage } from './run-message.ts'

export interface AttendOptions {
  /** How long, in milliseconds; what nested commands take does not count. @default without limit */
  readonly ms?: number
  /** Whether any key ends it. @default false */
  readonly endsOnDigit?: boolean
  /** Whether events that were sent to the leg are fired, as `park` does. @default false */
  readonly firesEvents?: boolean
  /** Ends it when it returns true; asked after each thing that happens. */
  readonly isOver?: () => boolean
}

/** Why it ended: the time is over, the leg was told to do something else, somebody broke it off, a key was pressed. */
export type AttendEnd = 'over' | 'left' | 'broken' | 'digit'

/**
 * What a leg does while an application waits: it hears keys, carries out what it is sent, and notices that it has been
 * told to hang up or to go elsewhere.
 */
export async function attend(leg: Leg, options: AttendOptions = {}): Promise<AttendEnd> {
  const { core } = leg.calls
  let remainingMs = options.ms ?? Infinity
  for (;;) {
    if (!isReady(leg)) return 'left'
    if (leg.isBroken) {
      leg.isBroken = false
      return 'broken'
    }
    if (options.isOver?.() === true) return 'over'
    const message = nextMessage(leg)
    if (message !== undefined) {
      await runMessage(leg, message)
      continue
    }
    if (hearDigits(leg) && options.endsOnDigit === true) return 'digit'
    if (options.firesEvents === true) fireEvents(leg)
    if (remainingMs <= 0) return 'over'
    const startedUs = core.epochUs()
    const isDue = await leg.waker.wait(remainingMs)
    const waitedMs = isDue ? remainingMs : (core.epochUs() - startedUs) / 1000
    leg.waitedMs += waitedMs
    remainingMs -= waitedMs
  }
}

/** Keys are told of when they are taken: DTMF, to whom events are diverted or else to everybody. */
function hearDigits(leg: Leg): boolean {
  const { stage } = leg.calls
  const heard = leg.digits.splice(0)
  const { divert } = leg
  const audience = divert === undefined ? stage : { ...stage, emit: divert }
  for (const digit of heard) takeDigit(audience, leg.channel, digit)
  return heard.length > 0
}

/** Events that were sent to the leg come out with its channel block and without a base block. */
function fireEvents(leg: Leg): void {
  for (const event of leg.events.splice(0)) {
    leg.calls.core.fire(toOutgoing({ ...event, headers: [...event.headers, ...channelBlock(leg.channel)] }))
  }
}
