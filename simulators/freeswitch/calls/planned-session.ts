import { parseCause } from './cause.ts'
import type { FsHeader } from '../codec/event.ts'
import type { PlannedLeg } from '../planned-legs.ts'
import type { Session } from '../switch-sessions.ts'
import { messageHeader } from './message.ts'

/** A leg of the traffic as connections see it: of what they send it carries out the end of the call. */
export function createPlannedSession(leg: PlannedLeg): Session {
  return {
    uuid: leg.uuid,
    channelName: String(leg.headers().find(([name]) => name === 'Channel-Name')?.[1] ?? ''),
    variable: leg.variable,
    queueMessage(message) {
      if (messageHeader(message, 'call-command') === 'hangup') leg.kill(parseCause(messageHeader(message, 'hangup-cause') ?? ''))
      return true
    },
    queueEvent: () => false,
    channelData: () => [...leg.headers().flatMap(asProfile), ...leg.headers()],
    resume: () => undefined,
    divert: () => undefined,
    onEnd: leg.onEnd,
  }
}

/** The caller profile once more, with the prefix that CHANNEL_DATA has in front of the channel block. */
const asProfile = ([name, value]: FsHeader): FsHeader[] =>
  name.startsWith('Caller-') ? [[`Channel-${name.slice('Caller-'.length)}`, value]] : []
