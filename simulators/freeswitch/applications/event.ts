import { channelBlock } from '../channel/channel.ts'
import { variableHeaders } from '../channel/variables.ts'
import type { FsHeader } from '../codec/event.ts'
import { EVENT_CUSTOM, eventType, EVENT_TYPES } from '../events/event-types.ts'
import type { Application } from './application.ts'

const SITE = { file: 'mod_dptools.c', function: 'event_function', line: 1903 }
const MAX_HEADERS = 25

/**
 * `event <name>=<value>,…`: fires CHANNEL_APPLICATION with these headers in front of the channel block. `Event-Name`
 * makes it another type, and `Event-Subclass` a CUSTOM event that is routed by it (wire specification 8.3).
 */
export const event: Application = {
  name: 'event',
  run({ leg, data }) {
    const { core } = leg.calls
    const pairs = data.split(',').slice(0, MAX_HEADERS).flatMap(pairOf)
    const named = pairs.find(([name]) => name === 'Event-Name')?.[1]
    const subclass = pairs.find(([name]) => name === 'Event-Subclass')?.[1]
    const index = named === undefined ? -1 : EVENT_TYPES.findIndex((known) => known === named.toUpperCase())
    const type = index < 0 ? eventType('CHANNEL_APPLICATION') : index
    const base = core.baseHeaders(EVENT_TYPES[type] ?? 'CHANNEL_APPLICATION', SITE)
    const told = pairs.filter(([name]) => name !== 'Event-Name' && name !== 'Event-Subclass')
    const moved = index < 0 ? base : [...base.slice(1), ...base.slice(0, 1)]
    const variables = type === EVENT_CUSTOM ? variableHeaders(leg.channel.variables) : []
    const headers: FsHeader[] = [...moved, ...told, ...channelBlock(leg.channel), ...variables]
    core.fireEvent({ type, subclass, headers, body: undefined })
  },
}

function pairOf(text: string): [name: string, value: string][] {
  const at = text.indexOf('=')
  return at <= 0 || at === text.length - 1 ? [] : [[text.slice(0, at).trim(), text.slice(at + 1)]]
}
