import { CALL_SITES } from './call-sites.ts'
import type { Channel } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'

/** A leg for which heartbeats are enabled says that it lives: SESSION_HEARTBEAT. */
export function sessionHeartbeat(stage: Stage, channel: Channel): void {
  fireChannelEvent(stage, channel, 'SESSION_HEARTBEAT', CALL_SITES.sessionHeartbeat)
}
