import { unescape } from 'node:querystring'

/** Where POSTs go: the parts of an http URL that a request and a connection need. */
export interface PostTarget {
  /** Host name or address to connect to, without brackets. */
  readonly host: string
  readonly port: number
  /** Renders one request with a body of ASCII text: every octet is a character, so it is written as latin1. */
  render(body: string): string
}

/**
 * Reads the URL that events are posted to. User and password become an Authorization header.
 * @throws TypeError when it is not an absolute URL, RangeError when its scheme is not http.
 */
export function parsePostTarget(url: string): PostTarget {
  const parsed = parseUrl(url)
  if (parsed.protocol !== 'http:') {
    throw new RangeError(`Cannot post events as the scheme must be "http:": current value is "${parsed.protocol}"`)
  }
  const lines = [
    `POST ${parsed.pathname}${parsed.search} HTTP/1.1`,
    `Host: ${parsed.host}`,
    ...authorization(parsed),
    'User-Agent: callstorm-softswitch',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: ',
  ]
  const head = lines.join('\r\n')
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? 80 : Number(parsed.port),
    render: (body) => `${head}${body.length}\r\n\r\n${body}`,
  }
}

/** The URL may carry a key, so it is not repeated in the message. */
function parseUrl(url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw new TypeError('Cannot post events as the URL must be absolute, for example "http://127.0.0.1:8080/events"')
  }
}

function authorization({ username, password }: URL): string[] {
  if (username === '' && password === '') return []
  const credentials = Buffer.from(`${unescape(username)}:${unescape(password)}`, 'utf8')
  return [`Authorization: Basic ${credentials.toString('base64')}`]
}
