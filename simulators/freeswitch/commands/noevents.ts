import { text } from './command.ts'
import type { Command } from './command.ts'

/** `noevents`: ends all subscriptions and drops what waits; filters, format and `myevents` stay. */
export const noevents: Command = {
  prefix: 'noevents',
  access: 'authenticated',
  run({ listener }) {
    listener.dropEvents()
    if (!listener.subscriptions.active) return text('-ERR not listening for events')
    listener.subscriptions.clear()
    return text('+OK no longer listening for events')
  },
}
