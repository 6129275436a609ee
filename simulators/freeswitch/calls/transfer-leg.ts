import type { Application } from '../channel/channel.ts'
import { blindTransfer } from '../channel/transfer.ts'
import { profileOf } from '../channel/channel.ts'
import { setVariables } from '../channel/variables.ts'
import { type Leg, spread } from './leg.ts'

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
  if (leg.bridgeRole !== undefined) loosen(leg)
  blindTransfer(leg.calls.stage, leg.channel, {
    number,
    dialplan: dialplan ?? profile.dialplan,
    context: context ?? profile.context,
    id: leg.calls.core.createUuid(),
  })
  leg.todo = []
  leg.direct = undefined
  moved(leg)
}

/** Gives a leg a list of applications to run instead of an extension of the dialplan. */
export function transferToExtension(leg: Leg, applications: readonly Application[]): void {
  leg.channel.state = 'ROUTING'
  leg.direct = applications
  moved(leg)
}

/** The legs of a bridge forget each other. */
function loosen({ calls, channel }: Leg): void {
  const partner = calls.legs.get(String(channel.variables.get('bridge_to')))?.channel
  for (const each of [channel, partner]) {
    if (each !== undefined) setVariables(each.variables, { bridge_to: undefined, signal_bond: undefined })
  }
}

/** Tells a leg to park. */
export function parkLeg(leg: Leg): void {
  leg.channel.state = 'PARK'
  leg.todo = []
  moved(leg)
}

/** The leg's thread and whoever it is bridged to hear that it has been told to go elsewhere. */
function moved(leg: Leg): void {
  leg.bridgeRole = undefined
  spread(leg, 'moved')
  leg.waker.wake()
}
