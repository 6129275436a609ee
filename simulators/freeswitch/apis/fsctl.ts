import { atoi, isTrue } from '../codec/c-text.ts'
import { LOG_DISABLE, LOG_LEVELS, parseLogLevel } from '../log.ts'
import type { SwitchCore } from '../switch-core.ts'
import type { Api } from './api.ts'

const SYNTAX =
  '[api_expansion [on|off]|recover|send_sighup|hupall|pause [inbound|outbound]|resume [inbound|outbound]|' +
  'shutdown [cancel|elegant|asap|now|restart]|uuid_version [4|7]|sps|sps_peak_reset|sync_clock|sync_clock_when_idle|' +
  'reclaim_mem|max_sessions|min_dtmf_duration [num]|max_dtmf_duration [num]|default_dtmf_duration [num]|' +
  'min_idle_cpu|loglevel [level]|debug_level [level]|mdns_resolve [enable|disable]]'

const OK = '+OK\n'

/** What `fsctl` has set on one node; nothing but its own answers shows it. */
interface Settings {
  isPausedInbound: boolean
  isPausedOutbound: boolean
  /** `verbose_events` and `api_expansion`. */
  readonly switches: Map<string, boolean>
  /** Numbers by their action. */
  readonly numbers: Map<string, number>
}

type Action = (core: SwitchCore, settings: Settings, value: string) => string

const ACTIONS: Readonly<Record<string, Action>> = {
  api_expansion: switched('api_expansion', true),
  calibrate_clock: () => OK,
  debug_level: (_, { numbers }, value) => {
    if (value !== '') numbers.set('debug_level', atoi(value))
    return `+OK DEBUG level: ${numbers.get('debug_level') ?? 0}\n`
  },
  default_dtmf_duration: duration('default', 2000),
  flush_db_handles: () => OK,
  last_sps: ({ tables }) => `+OK last sessions per second: ${tables.figures.sessionsPerSecond}\n`,
  loglevel: (core, _, value) => setLogLevel(core, value),
  max_dtmf_duration: duration('max', 192_000),
  max_sessions: numbered('max sessions', ({ tables }) => tables.figures.maxSessions),
  min_dtmf_duration: duration('min', 400),
  pause: (_, settings, value) => pause(settings, value, true),
  pause_check: (_, settings, value) => String(isPaused(settings, value.toLowerCase())),
  ready_check: () => 'true',
  reclaim_mem: () => OK,
  resume: (_, settings, value) => pause(settings, value, false),
  save_history: () => OK,
  send_sighup: () => OK,
  shutdown: (core) => {
    setImmediate(() => core.shutdown())
    return OK
  },
  shutdown_check: () => 'false',
  sps: numbered('sessions per second', ({ tables }) => tables.figures.sessionsPerSecondLimit),
  sps_peak_reset: () => '+OK max sessions per second counter reset\n',
  sync_clock: () => '+OK clock synchronized\n',
  verbose_events: switched('verbose_events', false),
}

/** `fsctl <action> [<value>]` of one node: the actions that need no call. */
export function fsctlApi(): Api {
  const settings: Settings = {
    isPausedInbound: false,
    isPausedOutbound: false,
    switches: new Map(),
    numbers: new Map(),
  }
  return {
    name: 'fsctl',
    run({ core, args }) {
      if (args === '') return `-USAGE: ${SYNTAX}\n`
      const [action = '', value = ''] = args.split(/ +/)
      const name = action.toLowerCase()
      const known = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
      return known?.(core, settings, value) ?? `-ERR Invalid command\nUSAGE: fsctl ${SYNTAX}\n`
    },
  }
}

/** Without a value, or with 0, it tells the number. */
function numbered(text: string, initial: (core: SwitchCore) => number): Action {
  return (core, { numbers }, value) => {
    if (atoi(value) > 0) numbers.set(text, atoi(value))
    return `+OK ${text}: ${numbers.get(text) ?? initial(core)}\n`
  }
}

/** Samples of 8 kHz. */
function duration(which: string, samples: number): Action {
  return numbered(`${which} dtmf duration`, () => samples)
}

function switched(name: string, isOnAtFirst: boolean): Action {
  return (_, { switches }, value) => {
    if (value !== '') switches.set(name, isTrue(value))
    return `+OK ${name} is ${(switches.get(name) ?? isOnAtFirst) ? 'on' : 'off'} \n`
  }
}

function pause(settings: Settings, value: string, isPausedNow: boolean): string {
  const which = value.toLowerCase()
  if (which !== 'outbound') settings.isPausedInbound = isPausedNow
  if (which !== 'inbound') settings.isPausedOutbound = isPausedNow
  return OK
}

function isPaused({ isPausedInbound, isPausedOutbound }: Settings, which: string): boolean {
  if (which === 'inbound') return isPausedInbound
  return which === 'outbound' ? isPausedOutbound : isPausedInbound && isPausedOutbound
}

/** Without a value this disables all logging. */
function setLogLevel(core: SwitchCore, value: string): string {
  const level = value === '' ? LOG_DISABLE : parseLogLevel(value)
  if (level === undefined) return '-ERR syntax error, log level not set!\n'
  core.logLevel = level
  return `+OK log level: ${LOG_LEVELS[level] ?? 'DISABLE'} [${level}]\n`
}
