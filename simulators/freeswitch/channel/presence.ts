import type { CallSite } from '../events/base-headers.ts'
import { CALL_SITES } from './call-sites.ts'
import type { Channel } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'

interface PresenceChange {
  readonly status: string
  /** What the lamp on a phone of the watchers shows. */
  readonly callInfo: string
  /** Place in the server's source that asks for the event. */
  readonly caller: CallSite
}

const checkPresence: CallSite = { file: 'src/switch_core_state_machine.c', function: 'check_presence', line: 521 }

const CHANGES = {
  progressing: { status: 'CS_ROUTING', callInfo: 'progressing', caller: checkPresence },
  ringing: { status: 'CS_ROUTING', callInfo: 'alerting', caller: checkPresence },
  answered: {
    status: 'answered',
    callInfo: 'active',
    caller: { file: 'src/switch_channel.c', function: 'switch_channel_perform_mark_answered', line: 3906 },
  },
  ended: { status: 'CS_HANGUP', callInfo: 'idle', caller: checkPresence },
} as const satisfies Readonly<Record<string, PresenceChange>>

/** Watchers of the leg's user hear of a change: PRESENCE_IN. A leg without a user tells nobody. */
export function tellPresence(stage: Stage, channel: Channel, change: keyof typeof CHANGES): void {
  if (channel.presence === undefined) return
  const { status, callInfo, caller } = CHANGES[change]
  fireChannelEvent(stage, channel, 'PRESENCE_IN', CALL_SITES.presence, {
    after: [
      ['proto', 'any'],
      ['login', 'src/switch_channel.c'],
      ['from', channel.presence.id],
      ['rpid', 'unknown'],
      ['status', status],
      ['event_type', 'presence'],
      ['alt_event_type', 'dialog'],
      ['presence-call-info-state', callInfo],
      ['presence-call-direction', channel.direction],
      ['event_count', String(channel.presence.count++)],
      ['Presence-Calling-File', caller.file],
      ['Presence-Calling-Function', caller.function],
      ['Presence-Calling-Line', String(caller.line)],
    ],
  })
}
