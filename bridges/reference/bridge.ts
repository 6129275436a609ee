import type { Server } from 'node:http'

import { createAccess } from './access.ts'
import type { Config } from './config.ts'
import { startLink, type Link } from './esl/link.ts'
import { listenHttp, portOf } from './http-listen.ts'
import { createHub, type Output } from './hub.ts'
import { createIngress, type Health } from './ingress.ts'
import type { Log } from './log.ts'
import { startWebhookOutput } from './webhook-output.ts'
import { startWebsocketOutput } from './websocket-server.ts'

export type StartedBridge = AsyncDisposable & {
  readonly httpPort: number
  readonly websocketPort: number | undefined
}

/** Time for webhooks to take what was accepted before the bridge was told to stop. */
const DRAIN_MS = 6_000

/** Time for subscribers to answer the closing handshake, and for requests under way to end. */
const CLOSE_MS = 1_500

/** Starts every input and output. Rejects when an address cannot be had. Disposing drains what was accepted. */
export const startBridge = async (config: Config, log: Log): Promise<StartedBridge> => {
  let stopping = false
  let wasReady = false
  const links: Link[] = []
  const webhooks = startWebhookOutput(config.webhooks, {
    timeoutMs: config.webhookTimeoutMs, connections: config.webhookConnections, queue: config.webhookQueue, log,
  })
  const outputs: Output[] = [webhooks]
  const hub = createHub(outputs)

  const health = (): Health => {
    const inputs = Object.fromEntries(links.map((link) => [link.name, link.up()]))
    const ready = links.every((link) => link.up())
    wasReady ||= ready
    return { status: stopping ? 'stopping' : ready ? 'ready' : wasReady ? 'degraded' : 'starting', inputs }
  }

  const websocket = config.websocket === undefined ? undefined : await startWebsocketOutput(
    config.websocket.listen, { access: createAccess(config.websocket.authkey, []), log })
  if (websocket !== undefined) outputs.unshift(websocket)

  const access = createAccess(config.authkey, config.allowedAddresses)
  const { accept } = hub
  const http = await listenHttp('BRIDGE_HTTP_LISTEN', config.httpListen, createIngress({
    access, accept, health, unknown: config.unknown, log,
  })).catch(async (error: unknown) => {
    await websocket?.close(0)
    throw error
  })

  const { password, format, filters, idleTimeoutMs, reconnectMaxMs } = config
  for (const node of config.nodes) {
    links.push(startLink(node, { password, format, filters, idleTimeoutMs, reconnectMaxMs, accept, log }))
  }
  log.info('listening', { http: portOf(http), ...(websocket === undefined ? {} : { websocket: websocket.port }) })

  const stop = async (): Promise<void> => {
    stopping = true
    for (const link of links) link.close()
    await closeHttp(http)
    hub.flush()
    await Promise.all([webhooks.close(DRAIN_MS), websocket?.close(CLOSE_MS)])
  }
  let stopped: Promise<void> | undefined
  return {
    httpPort: portOf(http),
    websocketPort: websocket?.port,
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  }
}

/** Lets requests under way end, for a while. */
const closeHttp = async (http: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => {
    http.close(() => resolve())
  })
  http.closeIdleConnections()
  const timer = setTimeout(() => http.closeAllConnections(), CLOSE_MS)
  await closed
  clearTimeout(timer)
}
