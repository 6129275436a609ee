import { copiedHeaders } from '../codec/header-store.ts'
import { eventType } from '../events/event-types.ts'
import { isTrue } from '../codec/c-text.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'
import type { FsEvent } from '../codec/event.ts'

/**
 * `sendmsg [<uuid>]`: queues the message to a session; the reply says nothing about what becomes of it. A client that the
 * switch has connected to without `async` is answered when its own call has carried the message out.
 */
export const sendmsg: Command = {
  prefix: 'sendmsg',
  access: 'authenticated',
  run({ core, listener, event, line }) {
    const named = line.slice('sendmsg'.length).replace(/^ +/, '')
    const uuid = named === '' ? event.get('session-id') : named
    // Its own call it reaches even when that has ended.
    const isOwn = uuid === undefined || uuid === listener.session?.uuid
    const session = isOwn ? listener.session : core.sessions.locate(uuid)
    if (session === undefined) return text(`-ERR invalid session id [${uuid ?? ''}]`)
    const headers = copiedHeaders(event.headers)
    // The text is cut to its line only where the uuid was looked for in it and found.
    const message =
      named === ''
        ? headers
        : headers.map((header) => (header[0] === 'Command' ? (['Command', line] as const) : header))
    const sent: FsEvent = { type: eventType('COMMAND'), subclass: undefined, headers: message, body: event.body }
    const { outbound } = listener
    const isQueuedByWish = isTrue(event.get('async'))
    if (outbound?.isAsync === false && session.uuid === outbound.session.uuid && !isQueuedByWish) {
      return outbound.carryOut(sent).then(() => text('+OK'))
    }
    const isQueued = session.queueMessage(sent)
    return isQueued ? text('+OK') : { reply: { kind: 'none' }, ends: true }
  },
}
