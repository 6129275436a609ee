import { eventType } from '../events/event-types.ts'
import { toOutgoing } from '../codec/fs-outgoing.ts'
import type { FsHeader } from '../codec/event.ts'
import type { SwitchCore } from '../switch-core.ts'

/** One API command, such as `status`. */
export interface Api {
  /** Lower case. */
  readonly name: string
  run(call: ApiCall): ApiOutput | Promise<ApiOutput>
}

export interface ApiCall {
  readonly core: SwitchCore
  /** Everything behind the command word, without blanks at the ends. Binary string. */
  readonly args: string
}

/** What the command wrote; undefined when it ended without success, which loses its output. */
export type ApiOutput = string | undefined

export interface ApiRegistry {
  find(name: string): Api | undefined
  /** Names of all commands in alphabetical order. */
  names(): string[]
  /** Adds commands, or replaces those of the same name. */
  register(...apis: readonly Api[]): void
}

export function createApiRegistry(apis: readonly Api[]): ApiRegistry {
  const byName = new Map<string, Api>()
  const register = (...added: readonly Api[]): void => {
    for (const api of added) byName.set(api.name, api)
  }
  register(...apis)
  return { find: (name) => byName.get(name.toLowerCase()), names: () => [...byName.keys()].sort(), register }
}

const API_EVENT = eventType('API')
const API_SITE = { file: 'switch_loadable_module.c', function: 'switch_api_execute', line: 3140 }

/**
 * Runs an API command. Its API event is created before the command runs and fired after it, so that it has an
 * earlier sequence than the events of the command itself (wire specification 3.4).
 * @returns the output, or undefined when there is no such command or it failed
 */
export function executeApi(core: SwitchCore, command: string, args: string): ApiOutput | Promise<ApiOutput> {
  const name = stripWhitespace(command)
  const argument = stripWhitespace(args)
  const headers: FsHeader[] = core.baseHeaders('API', API_SITE)
  if (name !== '') headers.push(['API-Command', name])
  if (argument !== '') headers.push(['API-Command-Argument', argument])
  const fire = (): void =>
    void core.fire(toOutgoing({ type: API_EVENT, subclass: undefined, headers, body: undefined }))

  const output = core.apis.find(name)?.run({ core, args: argument })
  if (!(output instanceof Promise)) {
    fire()
    return output
  }
  return output.finally(fire)
}

/** The command line up to its first blank, and the rest. */
export function splitCommand(line: string): readonly [command: string, args: string] {
  const blank = line.indexOf(' ')
  return blank < 0 ? [line, ''] : [line.slice(0, blank), line.slice(blank + 1)]
}

const WHITESPACE = ' \t\n\v\r'

/** Without blanks, tabs and line ends at both ends; `trim()` would take octet 0xA0 too. */
export function stripWhitespace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && WHITESPACE.includes(text[start] ?? '')) start++
  while (end > start && WHITESPACE.includes(text[end - 1] ?? '')) end--
  return text.slice(start, end)
}

/** `then()` that stays synchronous for what is there already. */
export function whenReady<T, U>(value: T | Promise<T>, next: (value: T) => U): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value)
}
