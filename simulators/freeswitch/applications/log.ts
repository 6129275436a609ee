import { LOG_DEBUG, LOG_DISABLE, parseLogLevel } from '../log.ts'
import type { Application } from './application.ts'

/** `log [<level>] <text>`: writes a line into the server's log. */
export const log: Application = {
  name: 'log',
  run({ leg, data }) {
    const [word = '', ...rest] = data.split(' ')
    const named = rest.length > 0 ? parseLogLevel(word) : undefined
    const level = named === undefined || named === LOG_DISABLE ? LOG_DEBUG : named
    const text = named === undefined ? data : rest.join(' ')
    const site = { file: 'mod_dptools.c', function: 'log_function', line: 1875 }
    leg.calls.core.log({ level, ...site, message: `${text}\n`, sessionUuid: leg.channel.uuid })
  },
}
