import type { Application } from '../channel/channel.ts'
import { blindTransfer } from '../channel/transfer.ts'
import { profileOf } from '../channel/channel.ts'
import type { Leg } from './leg.ts'

export interface TransferTo {
  readonly number: string
  /** @default that of the leg */
  readonly dialplan?: string | undefined
  /** @default that of the leg */
  readonly context?: string | undefined
}

/** Sends a leg to an extension; its thread notices when what runs on it comes to its next wait. */
export function transferLeg(leg: Leg, { number, dialplan, context }: TransferTo): void {
  const profile = profileOf(leg.channel)
  blindTransfer(leg.calls.stage, leg.channel, {
    number,
    dialplan: dialplan ?? profile.dialplan,
    context: context ?? profile.context,
    id: leg.calls.core.createUuid(),
  })
  leg.todo = []
  leg.direct = undefined
  leg.waker.wake()
}

/** Gives a leg a list of applications to run instead of an extension of the dialplan. */
export function transferToExtension(leg: Leg, applications: readonly Application[]): void {
  leg.channel.state = 'ROUTING'
  leg.direct = applications
  leg.waker.wake()
}
