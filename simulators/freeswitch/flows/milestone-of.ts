import type { Milestone } from '../../traffic/identity.ts'
import type { Channel } from '../channel/channel.ts'
import { findHeader } from '../codec/event-headers.ts'
import type { FsEvent } from '../codec/event.ts'
import { EVENT_TYPES } from '../events/event-types.ts'

const BY_SUBCLASS: ReadonlyMap<string, Milestone> = new Map([
  ['sofia::register', 'register'],
  ['sofia::unregister', 'unregister'],
  ['sofia::expire', 'expire'],
  ['SMS::SEND_MESSAGE', 'send'],
])

/** The contract event that a bridge makes of an event; `channel` is the one that it is about. */
export function milestoneOf(event: FsEvent, channel: Channel | undefined): Milestone | undefined {
  switch (EVENT_TYPES[event.type]) {
    case 'CHANNEL_CREATE':
      return 'start'
    case 'CHANNEL_STATE':
      return channel?.runningState === 'ROUTING' && channel.callState !== 'DOWN' ? 'route' : undefined
    case 'CHANNEL_ANSWER':
      return 'answer'
    case 'CHANNEL_HANGUP_COMPLETE':
      return 'end'
    case 'MESSAGE':
      return isReceived(event) ? 'receive' : undefined
    case 'CUSTOM':
      return BY_SUBCLASS.get(event.subclass ?? '')
    default:
      return undefined
  }
}

/** The server also fires MESSAGE after each attempt to deliver one: those are of the global chat protocol. */
function isReceived(event: FsEvent): boolean {
  return findHeader(event, 'proto') !== 'global' && findHeader(event, 'skip_global_process') === undefined
}
