import type { FsHeader } from '../codec/event.ts'
import { baseHeaders } from '../events/base-headers.ts'
import { eventType } from '../events/event-types.ts'
import { CALL_SITES } from './call-sites.ts'
import { type Channel, channelBlock } from './channel.ts'
import type { Moment } from './moment.ts'
import type { Stage } from './stage.ts'

/**
 * A command that was queued for a channel has been carried out. The event is routed as PRIVATE_COMMAND and carries
 * two base blocks around the command: that of its creation, named COMMAND, and that of its delivery.
 */
export function privateCommand(stage: Stage, channel: Channel, created: Moment, command: readonly FsHeader[]): void {
  const base = baseHeaders(stage.identity, 'COMMAND', stage.nextSequence(), created, CALL_SITES.broadcast)
  commandDone(stage, channel, [...base, ...command])
}

/** The same of a command that a client has sent, which has no base block of its own: PRIVATE_COMMAND. */
export function commandDone(stage: Stage, channel: Channel, command: readonly FsHeader[]): void {
  const headers: FsHeader[] = [
    ...command,
    ...baseHeaders(stage.identity, 'PRIVATE_COMMAND', stage.nextSequence(), stage.now(), CALL_SITES.nextEvent),
    ...channelBlock(channel),
  ]
  stage.emit({ type: eventType('PRIVATE_COMMAND'), subclass: undefined, headers, body: undefined }, channel)
}
