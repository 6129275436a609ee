import { text } from './command.ts'
import type { Command } from './command.ts'

/** `getvar <name>`: the bare value; without any the reply text is empty and reads "command not found". */
export const getvar: Command = {
  prefix: 'getvar',
  access: 'session',
  run({ listener, line }) {
    const name = line.slice('getvar'.length).replace(/^ /, '')
    return text(listener.session?.variable(name) ?? '')
  },
}
