import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import type { Fields } from './mapping.ts'
import { settings } from './settings.ts'

const MAX_BODY = 1024 * 1024

/** POST /events takes events from softswitch machines; GET /health says whether all nodes are connected. */
export const startIngress = (deliver: (fields: Fields) => void, isReady: () => boolean): Server => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bridge')
    if (url.pathname === '/health') return answer(response, isReady() ? 200 : 503, isReady() ? 'ready\n' : 'starting\n')
    const status = refusal(request, url)
    if (status !== undefined) return answer(response, status)
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= MAX_BODY) chunks.push(chunk)
      else request.destroy()
    })
    request.on('end', () => {
      const fields: Fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
      if (!fields['class'] || !fields['event'] || !fields['timestamp']) return answer(response, 400)
      for (const name of ['machine', 'duration']) {
        if (/^\d{1,15}$/.test(String(fields[name] ?? ''))) fields[name] = Number(fields[name])
      }
      answer(response, 200)
      deliver(fields)
    })
    request.on('error', () => {})
  })
  return server.listen(settings.http)
}

const refusal = (request: IncomingMessage, url: URL): number | undefined => {
  if (url.pathname !== '/events') return 404
  if (request.method !== 'POST') return 405
  if (settings.authkey === '' && settings.allowedAddresses.length === 0) return 403
  if (settings.authkey !== '' && url.searchParams.get('authkey') !== settings.authkey) return 403
  const peer = (request.socket.remoteAddress ?? '').replace('::ffff:', '')
  if (settings.allowedAddresses.length > 0 && !settings.allowedAddresses.includes(peer)) return 403
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return 415
  return undefined
}

const answer = (response: ServerResponse, status: number, text = ''): void => {
  response.writeHead(status, { 'Content-Type': 'text/plain' })
  response.end(text)
}
