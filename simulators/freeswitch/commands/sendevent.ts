import { copiedHeaders } from '../codec/header-store.ts'
import { EVENT_CUSTOM, EVENT_TYPES, lookupEventType } from '../events/event-types.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'
import type { FsEvent, FsHeader } from '../codec/event.ts'

const SITE = { file: 'mod_event_socket.c', function: 'parse_command', line: 2283 }

/**
 * `sendevent [<name>]` (wire specification 3.17): fires the packet's headers and body as an event, with the base
 * headers behind them. An unknown name, or none, makes it CUSTOM without a routed subclass. A live session named by
 * `Unique-ID` gets the event into its queue instead, without base headers.
 */
export const sendevent: Command = {
  prefix: 'sendevent',
  access: 'authenticated',
  run({ core, event, line }) {
    const uuid = core.createUuid()
    const named = lookupEventType(line.slice('sendevent'.length).replace(/^[\t ]+/, ''))
    const type = named ?? EVENT_CUSTOM
    const subclass = named === EVENT_CUSTOM ? event.get('Event-Subclass') : undefined
    event.add('Event-UUID', uuid)
    const headers = cutCommand(event.headers, line)
    const { body } = event
    const sent = (headers: readonly FsHeader[]): FsEvent => ({ type, subclass, headers: copiedHeaders(headers), body })

    const session = core.sessions.locate(event.get('Unique-ID') ?? '')
    if (session?.queueEvent(sent(headers)) !== true) {
      core.fireEvent(sent([...headers, ...core.baseHeaders(EVENT_TYPES[type] ?? 'CUSTOM', SITE)]))
    }
    return text(`+OK ${uuid}`)
  },
}

function cutCommand(headers: readonly FsHeader[], line: string): FsHeader[] {
  const at = headers.findIndex(([name]) => name.toLowerCase() === 'command')
  return headers.map((header, index) => (index === at ? [header[0], line] : header))
}
