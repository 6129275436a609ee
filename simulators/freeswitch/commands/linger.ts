import { atoi } from '../codec/c-text.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'

/** `linger [<seconds>]`: stays connected after the end of the call (wire specification 3.12 and 7.6). */
export const linger: Command = {
  prefix: 'linger',
  access: 'authenticated',
  run({ listener, line }) {
    if (listener.session === undefined) return text('-ERR not controlling a session')
    const value = line.slice('linger'.length)
    const seconds = value.startsWith(' ') ? atoi(value) : -1
    listener.linger(seconds)
    return text(seconds === -1 ? '+OK will linger' : `+OK will linger ${seconds} seconds`)
  },
}
