import { CALL_SITES } from './call-sites.ts'
import type { Channel } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'

/** CHANNEL_PARK. */
export function park(stage: Stage, channel: Channel): void {
  fireChannelEvent(stage, channel, 'CHANNEL_PARK', CALL_SITES.park)
}

/** CHANNEL_UNPARK. */
export function unpark(stage: Stage, channel: Channel): void {
  fireChannelEvent(stage, channel, 'CHANNEL_UNPARK', CALL_SITES.unpark)
}
