import { text } from './command.ts'
import type { Command } from './command.ts'

/** `getvar <name>`: the bare value; without any the reply text is empty and reads "command not found". */
export const getvar: Command = {
  prefix: 'getvar',
  access: 'session',
  run({ listener, line }) {
    const blank = line.indexOf(' ')
    return text((blank < 0 ? undefined : listener.session?.variable(line.slice(blank + 1))) ?? '')
  },
}
