import { type Channel, profileOf } from './channel.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** Where a leg is sent. */
export interface TransferTarget {
  readonly number: string
  readonly dialplan: string
  readonly context: string
  /** Id of the transfer in its history. */
  readonly id: string
}

/** A leg gets a new caller profile that leads to another number and is told to route; no event says so yet. */
export function blindTransfer(stage: Stage, channel: Channel, target: TransferTarget): void {
  const old = profileOf(channel)
  const history = `${stage.now().epoch}:${target.id}:bl_xfer:${target.number}/${target.context}/${target.dialplan}`
  channel.profile = {
    ...old,
    dialplan: target.dialplan,
    context: target.context,
    destinationNumber: target.number,
    rdnis: old.destinationNumber,
    transferSource: history,
    profileIndex: String(Number(old.profileIndex) + 1),
    times: { ...old.times, profileCreated: stage.now(), bridged: undefined },
  }
  channel.otherLeg = undefined
  channel.state = 'ROUTING'
  setVariables(channel.variables, {
    max_forwards: forwardsLeft(channel),
    transfer_history: history,
    transfer_source: history,
  })
}

/** How often the leg may be passed on: once less each time; a leg that nothing limited yet starts at 70. */
function forwardsLeft({ variables }: Channel): string {
  const left = variables.get('max_forwards')
  return left === undefined ? '70' : String(Number(left) - 1)
}
