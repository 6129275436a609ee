import { EVENT_ALL, EVENT_CUSTOM, lookupEventType } from './events/event-types.ts'

/** A directory user who may log in with `userauth`. Binary strings. */
export interface SocketUser {
  readonly user: string
  readonly domain: string
  /** The `esl-password`; without one nobody can log in. */
  readonly password?: string
  /** `esl-allowed-events`: event names, and subclasses behind `CUSTOM`; everything when absent. */
  readonly allowedEvents?: string
  /** `esl-allowed-api`: API commands; everything when absent. `all` is just the name of a command. */
  readonly allowedApi?: string
  /** `esl-allowed-log`. @default true */
  readonly allowedLog?: boolean
}

/** What a `userauth` user may do. */
export interface UserLimits {
  readonly mayLog: boolean
  mayListen(type: number): boolean
  mayListenTo(subclass: string): boolean
  /** Whether a command line may run: its first word, and behind a wrapper such as `bgapi` the wrapped one too. */
  mayRun(line: string): boolean
}

const WRAPPERS: ReadonlySet<string> = new Set(['bgapi', 'sched_api', 'eval', 'expand', 'xml_wrap'])

export function limitsOf(user: SocketUser): UserLimits {
  const events = user.allowedEvents === undefined ? undefined : parseEvents(user.allowedEvents)
  const apis = user.allowedApi === undefined ? undefined : new Set(splitList(user.allowedApi))
  const mayRun = (line: string): boolean => {
    if (apis === undefined) return true
    const [word = '', ...rest] = line.trim().split(/ +/)
    if (!apis.has(word)) return false
    return !WRAPPERS.has(word) || rest.length === 0 || mayRun(wrapped(word, rest).join(' '))
  }
  return {
    mayLog: user.allowedLog ?? true,
    mayListen: (type) =>
      events === undefined || events.types.has(type) || (type !== EVENT_ALL && events.types.has(EVENT_ALL)),
    mayListenTo: (subclass) => events === undefined || events.types.has(EVENT_ALL) || events.subclasses.has(subclass),
    mayRun,
  }
}

/** `bgapi uuid:<id> <command>` and `sched_api <time> <group> <command>` have words before the wrapped command. */
function wrapped(word: string, rest: readonly string[]): readonly string[] {
  if (word === 'sched_api') return rest.slice(2)
  return word === 'bgapi' && rest[0]?.startsWith('uuid:') === true ? rest.slice(1) : rest
}

/** A blank separates when there is any, else a comma. */
function splitList(list: string): string[] {
  return list.split(list.includes(' ') ? ' ' : ',').filter((item) => item !== '')
}

function parseEvents(list: string): { types: ReadonlySet<number>; subclasses: ReadonlySet<string> } {
  const types = new Set<number>()
  const subclasses = new Set<string>()
  for (const name of splitList(list)) {
    const type = lookupEventType(name)
    if (types.has(EVENT_CUSTOM)) subclasses.add(name)
    else if (type !== undefined) types.add(type)
  }
  return { types, subclasses }
}
