import { eventType } from '../events/event-types.ts'
import { serializePlain } from '../codec/serialize-plain.ts'
import type { Command } from './command.ts'

const SITE = { file: 'mod_event_socket.c', function: 'parse_command', line: 2029 }

/**
 * `connect`: the whole CHANNEL_DATA event as the headers of the reply, all percent-encoded (wire specification 7.3).
 * An inbound connection that controls a call is always `async` and `full`.
 */
export const connect: Command = {
  prefix: 'connect',
  access: 'session',
  run({ core, listener }) {
    const { isAsync = true, isFull = true } = listener.outbound ?? {}
    listener.outbound?.onConnect()
    const headers = [
      ...core.baseHeaders('CHANNEL_DATA', SITE),
      ...(listener.session?.channelData() ?? []),
      ['Content-Type', 'command/reply'],
      ['Reply-Text', '+OK\n'],
      ['Socket-Mode', isAsync ? 'async' : 'static'],
      ['Control', isFull ? 'full' : 'single-channel'],
    ] as const
    const frame = serializePlain({ type: eventType('CHANNEL_DATA'), subclass: undefined, headers, body: undefined })
    return { reply: { kind: 'frame', frame } }
  },
}
