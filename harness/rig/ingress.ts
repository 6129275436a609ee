import type { Endpoint } from '../target/wiring.ts'
import { type HttpConnection, openHttpConnection, type SeenReply } from './http-connection.ts'
import { type FormFields, formText, requestOctets, type RequestOptions } from './http-text.ts'
import type { Input } from './input.ts'
import type { Journal } from './journal.ts'

/** Softswitch machines that POST events to the bridge. */
export interface Ingress extends Input, Disposable {
  readonly host: string
  readonly port: number
  /** Path and query with the right key, as configured. */
  readonly target: string
  readonly path: string
  readonly authkey: string
  /** A new connection, from this address. */
  open(localAddress?: string): HttpConnection
  /** Octets of a POST of an event to the configured URL. */
  request(fields: FormFields | string, options?: RequestOptions & { readonly target?: string }): Buffer
  /** POSTs on a connection of its own and waits for the reply; undefined when none came. */
  post(fields: FormFields | string, options?: PostOptions): Promise<SeenReply | undefined>
}

export interface PostOptions extends RequestOptions {
  readonly target?: string
  readonly localAddress?: string
  /** @default 5000 */
  readonly withinMs?: number
}

/** A call/start as a softswitch machine posts it, with a uniqueid to find it by. */
export const callStartFields = (uniqueid: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  asteriskid: `asterisk-${uniqueid}`,
  callid: `call-${uniqueid}`,
  class: 'call',
  event: 'start',
  machine: '1',
  timestamp: '1234567890.123456',
  uniqueid,
  ...more,
})

/** @param authority of the bridge's certificate, where it speaks TLS */
export function createIngress(endpoint: Endpoint, journal: Journal, authority?: string): Ingress {
  const { host, port, path, authkey } = endpoint
  const opened: HttpConnection[] = []
  const target = `${path}?authkey=${encodeURIComponent(authkey)}`
  const open = (localAddress?: string): HttpConnection => {
    const tap = journal.tap(`http ${opened.length + 1}`)
    const connection = openHttpConnection(host, port, { tap, authority, ...(localAddress !== undefined && { localAddress }) })
    opened.push(connection)
    return connection
  }
  const request: Ingress['request'] = (fields, options = {}) =>
    requestOctets(options.target ?? target, `${host}:${port}`, typeof fields === 'string' ? fields : formText(fields), options)
  const post: Ingress['post'] = async (fields, options = {}) => {
    using connection = open(options.localAddress)
    await connection.send(request(fields, options))
    await connection.answered(1, options.withinMs ?? 5000)
    return connection.replies[0]
  }
  return {
    name: 'http-post',
    host,
    port,
    target,
    path,
    authkey,
    open,
    request,
    post,
    ready: () => Promise.resolve(true),
    mark: async (...uniqueids) => {
      using connection = open()
      await connection.send(Buffer.concat(uniqueids.map((uniqueid) => request(callStartFields(uniqueid)))))
      await connection.answered(uniqueids.length, 5000)
    },
    [Symbol.dispose]: () => {
      for (const connection of opened) connection[Symbol.dispose]()
    },
  }
}
