import { eventType } from '../events/event-types.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'
import type { EventFormat } from '../events/outgoing.ts'
import type { EventTypeName } from '../events/event-types.ts'

const TYPES: readonly EventTypeName[] = [
  'CHANNEL_ANSWER', 'CHANNEL_APPLICATION', 'CHANNEL_BRIDGE', 'CHANNEL_CREATE', 'CHANNEL_DATA', 'CHANNEL_DESTROY',
  'CHANNEL_EXECUTE', 'CHANNEL_EXECUTE_COMPLETE', 'CHANNEL_HANGUP', 'CHANNEL_HANGUP_COMPLETE', 'CHANNEL_ORIGINATE',
  'CHANNEL_UUID', 'CHANNEL_OUTGOING', 'CHANNEL_PARK', 'CHANNEL_PROGRESS', 'CHANNEL_PROGRESS_MEDIA', 'CHANNEL_STATE',
  'CHANNEL_UNBRIDGE', 'CHANNEL_UNPARK', 'DETECTED_SPEECH', 'DTMF', 'NOTALK', 'TALK',
]

/** JSON counts when both words are there; mixed case is no word. */
function formatIn(packet: string): EventFormat | undefined {
  if (/json|JSON/.test(packet)) return 'json'
  return /xml|XML/.test(packet) ? 'xml' : undefined
}

/**
 * `myevents <uuid>` (wire specification 3.9): the connection controls that call and gets its events only. An unknown
 * uuid is refused only when another word follows it; alone it subscribes to the calls of the whole switch.
 * `xml` or `json` switches the format where a call is controlled already; behind a uuid it is cut off before.
 */
export const myevents: Command = {
  prefix: 'myevents',
  access: 'session-or-uuid',
  run({ core, event, listener, line }) {
    if (listener.restricted) return text('-ERR aready enabled.')
    let examined = event.get('Command') ?? line
    if (listener.session === undefined) {
      const [command = '', uuid = '', word] = line.split(' ')
      examined = `${command} ${uuid}`
      const session = core.sessions.locate(uuid)
      if (session !== undefined) listener.control(session)
      else if (word !== undefined) return text('-ERR invalid uuid')
    }
    listener.restricted = true
    listener.subscriptions.active = true
    for (const name of TYPES) listener.subscriptions.add(eventType(name), core.subclasses)
    listener.format = formatIn(examined) ?? listener.format
    return text('+OK Events Enabled')
  },
}
