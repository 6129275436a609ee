import { WebSocket, WebSocketServer } from 'ws'

import type { Fields } from './mapping.ts'
import { settings } from './settings.ts'

/** Serves events as JSON text messages. */
export const startWebsockets = (): { readonly server: WebSocketServer; readonly deliver: (fields: Fields) => void } => {
  const server = new WebSocketServer({
    ...settings.websocket,
    perMessageDeflate: false,
    maxPayload: 64 * 1024,
    verifyClient: ({ req }, done) => {
      const url = new URL(req.url ?? '/', 'http://bridge')
      const isGood = settings.websocketAuthkey !== '' && url.searchParams.get('authkey') === settings.websocketAuthkey
      if (url.pathname !== '/events/websocket/') done(false, 404)
      else done(isGood, 403)
    },
  })
  server.on('connection', (client) => client.on('error', () => {}))
  return {
    server,
    deliver: (fields) => {
      const json = JSON.stringify(fields)
      for (const client of server.clients) {
        if (client.readyState === WebSocket.OPEN) client.send(json)
      }
    },
  }
}

const pending = new Set<Promise<void>>()

/** Posts an event to every webhook URL; answers are ignored, failures are logged. */
export const postWebhooks = (fields: Fields): void => {
  for (const [index, url] of settings.webhooks.entries()) {
    const post = postForm(url, fields).catch((error: unknown) => {
      console.error(`webhook ${index + 1}: ${error instanceof Error ? error.message : 'failed'}`)
    })
    pending.add(post)
    void post.then(() => pending.delete(post))
  }
}

/** Resolves when no webhook is under way. */
export const webhooksDone = async (): Promise<void> => {
  await Promise.all(pending)
}

const postForm = async (configured: string, fields: Fields): Promise<void> => {
  const url = new URL(configured)
  const headers = new Headers()
  if (url.username !== '' || url.password !== '') {
    // fetch refuses URLs with a user in them.
    const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers.set('Authorization', `Basic ${Buffer.from(user).toString('base64')}`)
    url.username = ''
    url.password = ''
  }
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) body.append(name, String(value))
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(settings.webhookTimeoutMs),
  })
  await response.arrayBuffer()
}
