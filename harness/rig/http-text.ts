/** Fields of a form in their order; a name may come more than once. */
export type FormFields = Readonly<Record<string, string>> | readonly (readonly [name: string, value: string])[]

/** application/x-www-form-urlencoded as the strictest encoder writes it: everything but letters, digits and -._ escaped. */
export function formText(fields: FormFields): string {
  const pairs = Array.isArray(fields) ? (fields as readonly (readonly [string, string])[]) : Object.entries(fields)
  return pairs.map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`).join('&')
}

const formEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+')

export interface RequestOptions {
  /** @default 'POST' */
  readonly method?: string
  /** Header lines instead of the usual ones, by name; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** Octets of a request with a form body; the usual headers are Host, Content-Type and Content-Length. */
export function requestOctets(target: string, host: string, body: string | Uint8Array, options: RequestOptions = {}): Buffer {
  const octets = Buffer.from(body)
  const headers: Record<string, string | undefined> = {
    Host: host,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(octets.length),
    ...options.headers,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]))
  return Buffer.concat([Buffer.from(`${options.method ?? 'POST'} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), octets])
}
