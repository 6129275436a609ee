import { isIP } from 'node:net'

export type Address = { readonly host: string; readonly port: number }

/** A FreeSWITCH node and the number that its events carry as `machine`. */
export type Node = Address & { readonly machine: number }

/** Where webhooks go. The path is kept octet for octet; the label is safe to log. */
export type HttpEndpoint = {
  readonly secure: boolean
  readonly host: string
  readonly port: number
  /** Value of the Host header. */
  readonly authority: string
  /** Path and query as configured. */
  readonly path: string
  /** Value of the Authorization header, from the URL's userinfo. */
  readonly authorization: string | undefined
  readonly label: string
}

export const parseNumber = (value: string, minimum: number, maximum: number): number => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= minimum && number <= maximum)) {
    throw new RangeError(`it must be a whole number from ${minimum} to ${maximum}: current value is "${value}"`)
  }
  return number
}

/** `host:port`, `[::1]:port`. Port 0 lets the system choose. */
export const parseAddress = (value: string): Address => {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(value)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || !(port <= 65_535) || (match?.[1] !== undefined && isIP(match[1]) !== 6)) {
    throw new SyntaxError(`it must be "host:port": current value is "${value}"`)
  }
  return { host, port }
}

/** `1@127.0.0.1:8021,2@127.0.0.1:8022`. */
export const parseNodes = (value: string): readonly Node[] => {
  const nodes = value
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(parseNode)
  const machines = new Set(nodes.map((node) => node.machine))
  if (machines.size !== nodes.length)
    throw new SyntaxError(`each node needs a machine number of its own: current value is "${value}"`)
  return nodes
}

const parseNode = (value: string): Node => {
  const [machine, address, ...rest] = value.split('@')
  if (machine === undefined || address === undefined || rest.length > 0 || !/^\d{1,9}$/.test(machine)) {
    throw new SyntaxError(`each node must be "machine@host:port": current value is "${value}"`)
  }
  return { machine: Number(machine), ...parseAddress(address) }
}

/** The URL itself may hold a key, so messages do not repeat it. */
export const parseHttpUrl = (value: string): HttpEndpoint => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new SyntaxError('each URL must be an http or https URL, separated by blanks')
  }
  const secure = url.protocol === 'https:'
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  const userinfo = `${decodeUserinfo(url.username)}:${decodeUserinfo(url.password)}`
  return {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    authority: url.host,
    path: rawPath(value) ?? `${url.pathname}${url.search}`,
    authorization: userinfo === ':' ? undefined : `Basic ${Buffer.from(userinfo).toString('base64')}`,
    label: `${url.protocol}//${url.host}`,
  }
}

const decodeUserinfo = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Path and query as written: a URL object would rewrite some characters. undefined when they need that. */
const rawPath = (value: string): string | undefined => {
  const path = /^https?:\/\/[^/?#]+([^#]*)/i.exec(value)?.[1] ?? ''
  if (/[^\u0021-\u007e]|\\/.test(path)) return undefined
  return path.startsWith('/') ? path : `/${path}`
}
