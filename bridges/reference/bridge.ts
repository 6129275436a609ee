import { createAccess } from './access.ts'
import type { Config } from './config.ts'
import { startLink } from './esl/link.ts'
import { startOutboundServer } from './esl/outbound-server.ts'
import { createHealth, type Input } from './health.ts'
import { closeHttp, listenHttp, portOf } from './http-listen.ts'
import { createHub, type Hub, type Output } from './hub.ts'
import { createIngress } from './ingress.ts'
import type { Log } from './log.ts'
import { startMessagedLink } from './messaged-link.ts'
import { createTrust, type TlsTrust } from './tls.ts'
import { startWebhookOutput } from './webhook-output.ts'
import { startWebsocketOutput } from './websocket-server.ts'

export type StartedBridge = AsyncDisposable & {
  /** Ports that were given, also where the system chose them. */
  readonly ports: Readonly<Record<'http' | 'websocket' | 'outbound', number | undefined>>
}

/** Time for webhooks to take what was accepted before the bridge was told to stop. */
const DRAIN_MS = 6_000

/** Time for subscribers to answer the closing handshake, and for requests under way to end. */
const CLOSE_MS = 1_500

/** Starts every input and output. Rejects when an address cannot be had. Disposing drains what was accepted. */
export const startBridge = async (config: Config, log: Log): Promise<StartedBridge> => {
  const outputs: Output[] = []
  const inputs: Input[] = []
  const listening: (() => Promise<void>)[] = []
  const draining: (() => Promise<void>)[] = []
  const hub = createHub(outputs)
  const health = createHealth(inputs)

  const stop = async (): Promise<void> => {
    health.stop()
    for (const input of inputs) input.close()
    await Promise.all(listening.map((close) => close()))
    hub.flush()
    await Promise.all(draining.map((close) => close()))
  }
  let stopped: Promise<void> | undefined
  const dispose = (): Promise<void> => (stopped ??= stop())

  try {
    const trust = createTrust(config.authorities)
    const { websocket, webhooks } = await startOutputs(config, trust, log)
    outputs.push(...(websocket === undefined ? [] : [websocket]), webhooks)
    draining.push(
      async () => websocket?.close(CLOSE_MS),
      () => webhooks.close(DRAIN_MS),
    )
    const http = await listenHttp(
      {
        variable: 'BRIDGE_HTTP_LISTEN',
        address: config.httpListen,
        identity: config.identity,
        requestTimeoutMs: config.requestTimeoutMs,
      },
      createIngress({
        access: createAccess(config.authkey, config.allowedAddresses),
        accept: hub.accept,
        health: health.read,
        unknown: config.unknown,
        log,
      }),
    )
    listening.push(() => closeHttp(http, CLOSE_MS))
    const outbound = await startOutbound(config, log, hub)
    inputs.push(...(outbound === undefined ? [] : [outbound]), ...startLinks(config, trust, log, hub))
    const ports = { http: portOf(http), websocket: websocket?.port, outbound: outbound?.port }
    log.info('listening', { http: ports.http, websocket: ports.websocket ?? 'off', outbound: ports.outbound ?? 'off' })
    return { ports, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

const startOutputs = async (config: Config, trust: TlsTrust, log: Log) => {
  const { webhookTimeoutMs: timeoutMs, webhookConnections: connections, webhookQueue: queue } = config
  return {
    websocket:
      config.websocket === undefined
        ? undefined
        : await startWebsocketOutput(
            { address: config.websocket.listen, identity: config.identity },
            { access: createAccess(config.websocket.authkey, []), log },
          ),
    webhooks: startWebhookOutput(config.webhooks, { timeoutMs, connections, queue, trust, log }),
  }
}

const startOutbound = async ({ outbound }: Config, log: Log, { accept }: Hub) => {
  if (outbound === undefined) return undefined
  const { listen, machine, allowedAddresses } = outbound
  const server = await startOutboundServer(listen, { machine, allowedAddresses, accept, log })
  return { name: 'outbound', up: () => true, ...server }
}

const startLinks = (config: Config, trust: TlsTrust, log: Log, { accept }: Hub): readonly Input[] => {
  const { password, format, filters, idleTimeoutMs, reconnectMaxMs, unknown, messagedUrl } = config
  return [
    ...config.nodes.map((node) =>
      startLink(node, { password, format, filters, idleTimeoutMs, reconnectMaxMs, accept, log }),
    ),
    ...(messagedUrl === undefined
      ? []
      : [startMessagedLink({ url: messagedUrl, trust, idleTimeoutMs, reconnectMaxMs, unknown, accept, log })]),
  ]
}
