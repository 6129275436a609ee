import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

import type { Access } from './access.ts'
import type { BridgeEvent } from './event.ts'
import { decodePairs } from './form.ts'
import type { Health } from './health.ts'
import type { Log } from './log.ts'
import { receivedEvent, type Unknown } from './received-event.ts'

export type IngressOptions = {
  readonly access: Access
  readonly accept: (event: BridgeEvent) => void
  readonly health: () => Health
  readonly unknown: Unknown
  readonly log: Log
}

/** The largest event that is taken. */
const MAX_BODY_OCTETS = 2 * 1024 * 1024

/** What is read of the body of a refused request, so that its sender gets to read the refusal. */
const MAX_REFUSED_OCTETS = 64 * 1024

/** Serves POST /events and GET /health. */
export const createIngress = (options: IngressOptions): RequestListener => {
  const stopping = (): boolean => options.health().status === 'stopping'
  return (request, response) => {
    const [path, query] = splitTarget(request.url ?? '')
    if (path === '/health' && (request.method === 'GET' || request.method === 'HEAD'))
      return replyHealth(response, options.health())
    const refusal = refuse(request, path, query, options.access) ?? (stopping() ? 503 : undefined)
    if (refusal !== undefined) {
      options.log.warnSparsely('request refused', { status: refusal, peer: request.socket.remoteAddress ?? '' })
      return reply(request, response, refusal)
    }
    collect(request, (body) => {
      if (body === undefined) return reply(request, response, 413)
      const event = parseEvent(body, options.unknown)
      if (event === 'invalid') return reply(request, response, 400)
      // The caller holds a call until it has this reply: it leaves before anything is done with the event.
      reply(request, response, 200)
      if (event !== undefined) options.accept(event)
    })
  }
}

const splitTarget = (target: string): readonly [path: string, query: string] => {
  const at = target.indexOf('?')
  return at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
}

/** The status of a refusal, or undefined when the request may be read. */
const refuse = (request: IncomingMessage, path: string, query: string, access: Access): number | undefined => {
  if (path !== '/events') return 404
  if (request.method !== 'POST') return 405
  if (!access.allows({ peer: request.socket.remoteAddress, query })) return 403
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return 415
  if (!/^(identity)?$/i.test(request.headers['content-encoding'] ?? '')) return 415
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_OCTETS) return 413
  return undefined
}

/** Reads a whole body; undefined when it is too large. A body cut short yields nothing: its connection is gone. */
const collect = (request: IncomingMessage, done: (body: Buffer | undefined) => void): void => {
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= MAX_BODY_OCTETS) {
      chunks.push(chunk)
    } else if (chunks.length > 0) {
      chunks.length = 0
      done(undefined)
    }
  })
  request.on('end', () => {
    if (length <= MAX_BODY_OCTETS) done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))
  })
  request.on('error', () => {})
}

const parseEvent = (body: Buffer, unknown: Unknown): BridgeEvent | 'invalid' | undefined => {
  const pairs = decodePairs(body.toString('latin1'))
  return pairs === undefined ? 'invalid' : receivedEvent(pairs, unknown)
}

const reply = (request: IncomingMessage, response: ServerResponse, status: number): void => {
  if (response.headersSent) return
  const headers: Record<string, string | number> = { 'Content-Type': 'text/plain', 'Content-Length': 0 }
  if (status === 405) headers['Allow'] = 'POST'
  if (!request.complete && status !== 200) {
    const announced = request.headers['content-length']
    if (status === 503 || announced === undefined || Number(announced) > MAX_REFUSED_OCTETS)
      headers['Connection'] = 'close'
    request.resume()
  }
  response.writeHead(status, headers)
  response.end()
}

const replyHealth = (response: ServerResponse, health: Health): void => {
  const ok = health.status === 'ready' || health.status === 'degraded'
  const body = JSON.stringify(health)
  response.writeHead(ok ? 200 : 503, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}
