import { LOG_DISABLE, LOG_LEVELS, parseLogLevel } from '../log.ts'
import type { Api } from './api.ts'
import type { SwitchCore } from '../switch-core.ts'

const SYNTAX =
  '[api_expansion [on|off]|recover|send_sighup|hupall|pause [inbound|outbound]|resume [inbound|outbound]|' +
  'shutdown [cancel|elegant|asap|now|restart]|uuid_version [4|7]|sps|sps_peak_reset|sync_clock|sync_clock_when_idle|' +
  'reclaim_mem|max_sessions|min_dtmf_duration [num]|max_dtmf_duration [num]|default_dtmf_duration [num]|' +
  'min_idle_cpu|loglevel [level]|debug_level [level]|mdns_resolve [enable|disable]]'

const ACTIONS: Readonly<Record<string, (core: SwitchCore, value: string) => string>> = {
  sps: ({ tables }) => `+OK sessions per second: ${tables.figures.sessionsPerSecondLimit}\n`,
  last_sps: ({ tables }) => `+OK last sessions per second: ${tables.figures.sessionsPerSecond}\n`,
  max_sessions: ({ tables }) => `+OK max sessions: ${tables.figures.maxSessions}\n`,
  pause_check: () => 'false',
  verbose_events: () => '+OK verbose_events is off \n',
  sync_clock: () => '+OK clock synchronized\n',
  loglevel: setLogLevel,
  shutdown: (core) => {
    setImmediate(() => core.shutdown())
    return '+OK\n'
  },
}

/** `fsctl <action> [<value>]`: the actions that need no call. */
export const fsctl: Api = {
  name: 'fsctl',
  run({ core, args }) {
    if (args === '') return `-USAGE: ${SYNTAX}\n`
    const [action = '', value = ''] = args.split(' ')
    return ACTIONS[action.toLowerCase()]?.(core, value) ?? `-ERR Invalid command\nUSAGE: fsctl ${SYNTAX}\n`
  },
}

/** Without a value this disables all logging. */
function setLogLevel(core: SwitchCore, value: string): string {
  const level = value === '' ? LOG_DISABLE : parseLogLevel(value)
  if (level === undefined) return '-ERR syntax error, log level not set!\n'
  core.logLevel = level
  return `+OK log level: ${LOG_LEVELS[level] ?? 'DISABLE'} [${level}]\n`
}
