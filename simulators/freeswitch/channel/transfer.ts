import { type Channel, profileOf } from './channel.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** How often a call may be passed on unless its endpoint says otherwise. */
const MAX_FORWARDS = 70

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
    max_forwards: String(Number(channel.variables.get('max_forwards') ?? MAX_FORWARDS) - 1),
    transfer_history: history,
    transfer_source: history,
  })
}
