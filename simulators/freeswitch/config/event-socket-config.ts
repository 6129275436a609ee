import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { isAccessList } from '../access-list.ts'
import { ConfigError } from './config-error.ts'

/** Settings of an `event_socket.conf.xml`; what the file does not say has the module's default. */
export interface EventSocketConfig {
  readonly listenIp: string
  readonly listenPort: number
  readonly password: string
  /** All of them must allow a peer. */
  readonly accessLists: readonly string[]
  readonly stopOnBindError: boolean
}

/** The settings in the making. */
interface Draft {
  listenIp: string
  listenPort: number
  password: string
  accessLists: string[]
  stopOnBindError: boolean
}

const DEFAULT_PORT = 8021
/** The module takes no more lists than this. */
const MAX_ACCESS_LISTS = 100

/**
 * Reads an `event_socket.conf.xml` as the module does (wire specification 1.1), but says what the module passes over.
 * @param file its name, for messages
 * @throws ConfigError with every problem and its line
 */
export function parseEventSocketConfig(text: string, file: string): EventSocketConfig {
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw new ConfigError(file, [`line ${verdict.err.line}: ${verdict.err.msg}`])
  const problems: string[] = []
  const draft: Draft = { listenIp: '127.0.0.1', listenPort: DEFAULT_PORT, password: 'ClueCon', accessLists: [], stopOnBindError: false }
  for (const { name, value, line } of paramsOf(text, problems)) {
    const problem = value.includes('$${') ? 'must not name a variable' : apply(draft, name, value)
    if (problem !== undefined) problems.push(`line ${line}: ${name} ${problem}: current value is ${shown(name, value)}`)
  }
  if (problems.length > 0) throw new ConfigError(file, problems.sort((a, b) => lineOf(a) - lineOf(b)))
  return { ...draft, accessLists: draft.accessLists.length > 0 ? draft.accessLists : ['loopback.auto'] }
}

const lineOf = (problem: string): number => Number(/^line (\d+)/.exec(problem)?.[1])

/** Takes over one parameter. @returns what is wrong with it */
function apply(draft: Draft, name: string, value: string): string | undefined {
  const setting = SETTINGS[name] ?? SETTINGS_WITHOUT_CASE[name.toLowerCase()]
  if (setting === undefined) return `is unknown, accepted here: ${[...Object.keys(SETTINGS), ...Object.keys(SETTINGS_WITHOUT_CASE)].join(', ')}`
  return setting(draft, value)
}

type Setting = (draft: Draft, value: string) => string | undefined

const NUMBER = /^\d{1,9}$/
const SWITCH = /^(true|false|yes|no|on|off|enabled|disabled|active|inactive|allow|t|f|0|1)$/i
const TRUE = /^(true|yes|on|enabled|active|allow|t|1)$/i

const SETTINGS: Readonly<Record<string, Setting>> = {
  'listen-ip': (draft, value) => {
    draft.listenIp = value === '' ? '127.0.0.1' : value
    return undefined
  },
  'listen-port': (draft, value) => {
    if (!NUMBER.test(value)) return 'must be a number'
    // The module keeps 16 bits of it, and takes 0 for none.
    draft.listenPort = Number(value) % 65_536 || DEFAULT_PORT
    return undefined
  },
  password: (draft, value) => {
    draft.password = value === '' ? 'ClueCon' : value
    return undefined
  },
  // The module reads it and then never uses it.
  'nat-map': (_draft, value) => (SWITCH.test(value) ? undefined : 'must be true or false'),
  // More lines in the log of the module, nothing on the wire.
  debug: (_draft, value) => (NUMBER.test(value) ? undefined : 'must be a number'),
}

const SETTINGS_WITHOUT_CASE: Readonly<Record<string, Setting>> = {
  'apply-inbound-acl': (draft, value) => {
    if (draft.accessLists.length === MAX_ACCESS_LISTS) return `must not be given more than ${MAX_ACCESS_LISTS} times`
    if (!isAccessList(value)) return 'must be the name of a list known here, or CIDRs with commas (anything else turns everybody away)'
    draft.accessLists.push(value)
    return undefined
  },
  'stop-on-bind-error': (draft, value) => {
    if (!SWITCH.test(value)) return 'must be true or false'
    draft.stopOnBindError = TRUE.test(value)
    return undefined
  },
}

interface Param {
  readonly name: string
  readonly value: string
  readonly line: number
}

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  captureMetaData: true,
  parseAttributeValue: false,
  trimValues: false,
  isArray: (name) => name === 'param',
})
const META = XMLParser.getMetaDataSymbol() as symbol

function paramsOf(text: string, problems: string[]): Param[] {
  const document: unknown = PARSER.parse(text)
  const lineAt = (element: unknown): number => text.slice(0, startOf(element)).split('\n').length
  const configuration = member(document, 'configuration')
  const settings = member(configuration, 'settings')
  if (configuration === undefined) problems.push('line 1: its root must be <configuration name="event_socket.conf">')
  else if (settings === undefined) problems.push(`line ${lineAt(configuration)}: <configuration> must have <settings>`)
  const params = member(settings, 'param')
  if (!Array.isArray(params)) return []
  return params.flatMap((param: unknown): Param[] => {
    const [name, value] = [member(param, 'name'), member(param, 'value')]
    const line = lineAt(param)
    if (typeof name === 'string' && typeof value === 'string') return [{ name, value, line }]
    problems.push(`line ${line}: <param> must have name and value`)
    return []
  })
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

function startOf(element: unknown): number {
  const meta: unknown = typeof element === 'object' && element !== null ? Reflect.get(element, META) : undefined
  const start = member(meta, 'startIndex')
  return typeof start === 'number' ? start : 0
}

/** Passwords are never shown. */
const shown = (name: string, value: string): string => (name === 'password' ? 'not shown' : JSON.stringify(value.slice(0, 80)))
