import { copiedHeaders } from '../codec/header-store.ts'
import { eventType } from '../events/event-types.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'

/** `sendmsg [<uuid>]`: queues the message to a session; the reply says nothing about what becomes of it. */
export const sendmsg: Command = {
  prefix: 'sendmsg',
  access: 'authenticated',
  run({ core, listener, event, line }) {
    const named = line.slice('sendmsg'.length).replace(/^ +/, '')
    const uuid = named === '' ? event.get('session-id') : named
    const session = uuid === undefined ? listener.session : core.sessions.locate(uuid)
    if (session === undefined) return text(`-ERR invalid session id [${uuid ?? ''}]`)
    const headers = copiedHeaders(event.headers)
    // The text is cut to its line only where the uuid was looked for in it and found.
    const message =
      named === ''
        ? headers
        : headers.map((header) => (header[0] === 'Command' ? (['Command', line] as const) : header))
    const isQueued = session.queueMessage({
      type: eventType('COMMAND'),
      subclass: undefined,
      headers: message,
      body: event.body,
    })
    return isQueued ? text('+OK') : { reply: { kind: 'none' }, ends: true }
  },
}
