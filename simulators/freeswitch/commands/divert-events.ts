import { text } from './command.ts'
import type { Command } from './command.ts'

/** `divert_events on|off`: the events queued to the controlled session come to this connection instead. */
export const divertEvents: Command = {
  prefix: 'divert_events',
  access: 'authenticated',
  run({ listener, line }) {
    const { session } = listener
    if (session === undefined) return text('-ERR not controlling a session.')
    const value = line.slice('divert_events'.length).replace(/^ +/, '')
    if (value === '') return text('-ERR missing value.')
    const isOn = value.toLowerCase() === 'on'
    session.divert(isOn ? (event) => listener.divert(event) : undefined)
    return text(isOn ? '+OK events diverted' : '+OK events not diverted')
  },
}
