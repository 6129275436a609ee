import { text } from './command.ts'
import type { Command } from './command.ts'

/** `resume`: the channel goes on in its dialplan when the socket ends. */
export const resume: Command = {
  prefix: 'resume',
  access: 'session',
  run({ listener }) {
    listener.session?.resume()
    return text('+OK')
  },
}
