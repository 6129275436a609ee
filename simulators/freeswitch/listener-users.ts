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
  /** Whether a command line may run: its first word, and the word behind a wrapper such as `bgapi`, whatever it is. */
  mayRun(line: string): boolean
}

const WRAPPERS: ReadonlySet<string> = new Set(['bgapi', 'sched_api', 'eval', 'expand', 'xml_wrap'])

export function limitsOf(user: SocketUser): UserLimits {
  const events = user.allowedEvents === undefined ? undefined : parseEvents(user.allowedEvents)
  const apis = user.allowedApi === undefined ? undefined : new Set(splitList(user.allowedApi))
  const mayRun = (line: string): boolean => {
    if (apis === undefined) return true
    const blank = line.indexOf(' ')
    const word = blank < 0 ? line : line.slice(0, blank)
    if (!apis.has(word)) return false
    return blank < 0 || !WRAPPERS.has(word.toLowerCase()) || mayRun(line.slice(blank + 1))
  }
  return {
    mayLog: user.allowedLog ?? true,
    mayListen: (type) =>
      events === undefined || events.types.has(type) || (type !== EVENT_ALL && events.types.has(EVENT_ALL)),
    // The server has no subclass on its list when the list is `all`.
    mayListenTo: (subclass) => events === undefined || events.subclasses.has(subclass),
    mayRun,
  }
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
