import { LOG_DISABLE, parseLogLevel } from '../log.ts'
import { splitCommand } from './api.ts'
import type { Api } from './api.ts'

/** `log <level> <message>`: writes a line into the server's log. */
export const log: Api = {
  name: 'log',
  run({ core, args }) {
    const [name, message] = splitCommand(args)
    const level = parseLogLevel(name)
    if (level === undefined || level === LOG_DISABLE || message === '') return '-ERR\n'
    core.log({ level, file: 'mod_commands.c', function: 'log_function', line: 7247, message: `${message}\n` })
    return '+OK\n'
  },
}
