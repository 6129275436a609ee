import { eventType } from '../events/event-types.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'
import type { EventTypeName } from '../events/event-types.ts'

const TYPES: readonly EventTypeName[] = [
  'CHANNEL_ANSWER', 'CHANNEL_APPLICATION', 'CHANNEL_BRIDGE', 'CHANNEL_CREATE', 'CHANNEL_DATA', 'CHANNEL_DESTROY',
  'CHANNEL_EXECUTE', 'CHANNEL_EXECUTE_COMPLETE', 'CHANNEL_HANGUP', 'CHANNEL_HANGUP_COMPLETE', 'CHANNEL_ORIGINATE',
  'CHANNEL_UUID', 'CHANNEL_OUTGOING', 'CHANNEL_PARK', 'CHANNEL_PROGRESS', 'CHANNEL_PROGRESS_MEDIA', 'CHANNEL_STATE',
  'CHANNEL_UNBRIDGE', 'CHANNEL_UNPARK', 'DETECTED_SPEECH', 'DTMF', 'NOTALK', 'TALK',
]

/**
 * `myevents <uuid>` (wire specification 3.9): the connection controls that call and gets its events only. An unknown
 * uuid is refused only when another word follows it; alone it subscribes to the calls of the whole switch. A format
 * word has no effect.
 */
export const myevents: Command = {
  prefix: 'myevents',
  access: 'session-or-uuid',
  run({ core, listener, line }) {
    if (listener.restricted) return text('-ERR aready enabled.')
    if (listener.session === undefined) {
      const [, uuid = '', word] = line.split(' ')
      const session = core.sessions.locate(uuid)
      if (session !== undefined) listener.control(session)
      else if (word !== undefined) return text('-ERR invalid uuid')
    }
    listener.restricted = true
    listener.subscriptions.active = true
    for (const name of TYPES) listener.subscriptions.add(eventType(name), core.subclasses)
    return text('+OK Events Enabled')
  },
}
