import { text } from './command.ts'
import type { Command } from './command.ts'

/** `nolinger`: takes `linger` back. */
export const nolinger: Command = {
  prefix: 'nolinger',
  access: 'authenticated',
  run({ listener }) {
    if (listener.session === undefined) return text('-ERR not controlling a session')
    listener.linger(undefined)
    return text('+OK will not linger')
  },
}
