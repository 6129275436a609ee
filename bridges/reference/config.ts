import { createAddressList } from './access.ts'
import {
  parseAddress,
  parseHttpUrl,
  parseNodes,
  parseNumber,
  type Address,
  type HttpEndpoint,
  type Node,
} from './config-values.ts'
import { isPair, readCertificates, readPrivateKey, type TlsIdentity } from './tls.ts'

/** Everything the bridge can be told, by environment variables only. */
export type Config = {
  readonly nodes: readonly Node[]
  readonly password: string
  readonly format: 'plain' | 'json'
  readonly filters: boolean
  /** Where FreeSWITCH nodes bring calls; no allowed addresses means all. */
  readonly outbound:
    { readonly listen: Address; readonly machine: number; readonly allowedAddresses: readonly string[] } | undefined
  readonly httpListen: Address
  readonly authkey: string | undefined
  readonly allowedAddresses: readonly string[]
  /** undefined when the output is switched off */
  readonly websocket: { readonly listen: Address; readonly authkey: string } | undefined
  readonly webhooks: readonly HttpEndpoint[]
  readonly webhookTimeoutMs: number
  readonly webhookConnections: number
  readonly webhookQueue: number
  readonly messagedUrl: string | undefined
  /** Both listeners speak TLS with it; undefined: plain HTTP. */
  readonly identity: TlsIdentity | undefined
  /** Authorities in PEM form that are trusted as well as the well-known ones. */
  readonly authorities: string | undefined
  /** A request that has not come in full by then is given up; its headers have half as long. */
  readonly requestTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly reconnectMaxMs: number
  readonly unknown: 'forward' | 'discard'
}

/** The configuration cannot be used; the message has one line per problem and names the variables. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const KNOWN = new Set([
  'BRIDGE_ESL_NODES',
  'BRIDGE_ESL_PASSWORD',
  'BRIDGE_ESL_FORMAT',
  'BRIDGE_ESL_FILTERS',
  'BRIDGE_ESL_OUTBOUND_LISTEN',
  'BRIDGE_ESL_OUTBOUND_MACHINE',
  'BRIDGE_ESL_OUTBOUND_ALLOWED_ADDRESSES',
  'BRIDGE_HTTP_LISTEN',
  'BRIDGE_AUTHKEY',
  'BRIDGE_ALLOWED_ADDRESSES',
  'BRIDGE_WEBSOCKET_LISTEN',
  'BRIDGE_WEBSOCKET_AUTHKEY',
  'BRIDGE_WEBHOOK_URLS',
  'BRIDGE_WEBHOOK_TIMEOUT_MS',
  'BRIDGE_WEBHOOK_CONNECTIONS',
  'BRIDGE_WEBHOOK_QUEUE',
  'BRIDGE_MESSAGED_URL',
  'BRIDGE_TLS_CERT_FILE',
  'BRIDGE_TLS_KEY_FILE',
  'BRIDGE_TLS_CA_FILE',
  'BRIDGE_REQUEST_TIMEOUT_MS',
  'BRIDGE_IDLE_TIMEOUT_MS',
  'BRIDGE_RECONNECT_MAX_MS',
  'BRIDGE_UNKNOWN',
])

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads and checks all variables. An empty variable counts as absent. Throws a ConfigError with every problem. */
export const readConfig = (environment: Environment): Config => {
  const problems: string[] = []
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined
  const parse = <T>(name: string, parser: (value: string) => T, fallback: T): T => {
    const value = read(name)
    if (value === undefined) return fallback
    try {
      return parser(value)
    } catch (cause) {
      problems.push(`Cannot use ${name} as ${cause instanceof Error ? cause.message : String(cause)}`)
      return fallback
    }
  }
  const number = (name: string, minimum: number, fallback: number): number =>
    parse(name, (value) => parseNumber(value, minimum, 86_400_000), fallback)
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]): T =>
    parse(name, (value) => parseChoice(value, choices), choices[0])

  for (const name of Object.keys(environment)) {
    if (name.startsWith('BRIDGE_') && !KNOWN.has(name)) problems.push(`Cannot use ${name} as there is no such variable`)
  }
  const outbound = parse<Address | undefined>('BRIDGE_ESL_OUTBOUND_LISTEN', parseAddress, undefined)
  const machine = number('BRIDGE_ESL_OUTBOUND_MACHINE', 0, 1)
  const callers = parse('BRIDGE_ESL_OUTBOUND_ALLOWED_ADDRESSES', parseAddresses, [])
  const config: Config = {
    nodes: parse('BRIDGE_ESL_NODES', parseNodes, []),
    password: parse('BRIDGE_ESL_PASSWORD', parseOneLine, ''),
    format: choice('BRIDGE_ESL_FORMAT', ['plain', 'json']),
    filters: choice('BRIDGE_ESL_FILTERS', ['on', 'off']) === 'on',
    outbound: outbound === undefined ? undefined : { listen: outbound, machine, allowedAddresses: callers },
    httpListen: parse('BRIDGE_HTTP_LISTEN', parseAddress, { host: '127.0.0.1', port: 8080 }),
    authkey: read('BRIDGE_AUTHKEY'),
    allowedAddresses: parse('BRIDGE_ALLOWED_ADDRESSES', parseAddresses, []),
    websocket: readWebsocket(parse, read, problems),
    webhooks: parse('BRIDGE_WEBHOOK_URLS', (value) => value.split(/\s+/).map(parseHttpUrl), []),
    webhookTimeoutMs: number('BRIDGE_WEBHOOK_TIMEOUT_MS', 1, 5_000),
    webhookConnections: number('BRIDGE_WEBHOOK_CONNECTIONS', 1, 16),
    webhookQueue: number('BRIDGE_WEBHOOK_QUEUE', 1, 10_000),
    messagedUrl: parse('BRIDGE_MESSAGED_URL', parseMessagedUrl, undefined),
    identity: readIdentity(parse, problems),
    authorities: parse<string | undefined>('BRIDGE_TLS_CA_FILE', readCertificates, undefined),
    requestTimeoutMs: number('BRIDGE_REQUEST_TIMEOUT_MS', 1_000, 30_000),
    idleTimeoutMs: number('BRIDGE_IDLE_TIMEOUT_MS', 100, 60_000),
    reconnectMaxMs: number('BRIDGE_RECONNECT_MAX_MS', 100, 30_000),
    unknown: choice('BRIDGE_UNKNOWN', ['forward', 'discard']),
  }
  if (config.nodes.length > 0 && config.password === '' && read('BRIDGE_ESL_PASSWORD') === undefined) {
    problems.push('Cannot use BRIDGE_ESL_NODES as BRIDGE_ESL_PASSWORD is missing')
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return config
}

type Parse = <T>(name: string, parser: (value: string) => T, fallback: T) => T

const readWebsocket = (
  parse: Parse,
  read: (name: string) => string | undefined,
  problems: string[],
): Config['websocket'] => {
  const fallback: Address = { host: '127.0.0.1', port: 4875 }
  const listen = parse(
    'BRIDGE_WEBSOCKET_LISTEN',
    (value) => (value === 'off' ? undefined : parseAddress(value)),
    fallback,
  )
  if (listen === undefined) return undefined
  const authkey = read('BRIDGE_WEBSOCKET_AUTHKEY')
  if (authkey === undefined) {
    problems.push(
      'Cannot serve websockets as BRIDGE_WEBSOCKET_AUTHKEY is missing: set it, or BRIDGE_WEBSOCKET_LISTEN to "off"',
    )
    return undefined
  }
  return { listen, authkey }
}

const readIdentity = (parse: Parse, problems: string[]): TlsIdentity | undefined => {
  const known = problems.length
  const cert = parse<string | undefined>('BRIDGE_TLS_CERT_FILE', readCertificates, undefined)
  const key = parse<string | undefined>('BRIDGE_TLS_KEY_FILE', readPrivateKey, undefined)
  if (problems.length > known || (cert === undefined && key === undefined)) return undefined
  if (cert !== undefined && key !== undefined && isPair({ cert, key })) return { cert, key }
  problems.push(
    cert !== undefined && key !== undefined
      ? 'Cannot use BRIDGE_TLS_KEY_FILE as it is not the key of the certificate in BRIDGE_TLS_CERT_FILE'
      : 'Cannot listen with TLS as BRIDGE_TLS_CERT_FILE and BRIDGE_TLS_KEY_FILE must both be there',
  )
  return undefined
}

const parseChoice = <T extends string>(value: string, choices: readonly T[]): T => {
  const found = choices.find((choice) => choice === value)
  if (found === undefined)
    throw new SyntaxError(`it must be ${choices.map((c) => `"${c}"`).join(' or ')}: current value is "${value}"`)
  return found
}

/** Secret values are not repeated in messages. */
const parseOneLine = (value: string): string => {
  if (/[\r\n]/.test(value)) throw new SyntaxError('it must be a single line')
  return value
}

const parseMessagedUrl = (value: string): string => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !['ws:', 'wss:', 'http:', 'https:'].includes(url.protocol)) {
    throw new SyntaxError('it must be a ws, wss, http or https URL')
  }
  return value
}

const parseAddresses = (value: string): readonly string[] => {
  const addresses = value.split(/[\s,]+/).filter((part) => part !== '')
  createAddressList(addresses)
  return addresses
}
