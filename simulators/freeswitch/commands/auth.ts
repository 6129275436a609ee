import { text } from './command.ts'
import type { Command, CommandResult } from './command.ts'

export const REFUSED: CommandResult = { reply: { kind: 'text', text: '-ERR invalid' }, ends: true }

/** `auth <password>`: compared octet by octet, nothing is trimmed. */
export const auth: Command = {
  prefix: 'auth ',
  access: 'unauthenticated',
  run({ listener, line }) {
    if (line.slice('auth '.length) !== listener.password) return REFUSED
    listener.authenticated = true
    return text('+OK accepted')
  },
}
