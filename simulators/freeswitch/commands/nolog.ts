import { text } from './command.ts'
import type { Command } from './command.ts'

/** `nolog`: ends the delivery of log lines and drops those that wait. */
export const nolog: Command = {
  prefix: 'nolog',
  access: 'authenticated',
  run({ listener }) {
    listener.dropLogs()
    if (listener.logLevel === undefined) return text('-ERR not loging')
    listener.logLevel = undefined
    return text('+OK no longer logging')
  },
}
