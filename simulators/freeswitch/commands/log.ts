import { LOG_DEBUG, parseLogLevel } from '../log.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'

/** `log [<level>]`: delivers the server's log lines up to a level (wire specification 3.11). */
export const log: Command = {
  prefix: 'log',
  access: 'authenticated',
  run({ listener, line }) {
    if (listener.limits?.mayLog === false) return text('-ERR permission denied')
    const [word = ''] = line.slice('log'.length).replace(/^ +/, '').split(' ')
    const level = word === '' ? LOG_DEBUG : parseLogLevel(word)
    if (level === undefined) return text('-ERR invalid log level')
    listener.logLevel = level
    return text(`+OK log level ${word} [${level}]`)
  },
}
