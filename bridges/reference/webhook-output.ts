import type { HttpEndpoint } from './config-values.ts'
import { toForm, type BridgeEvent } from './event.ts'
import type { Output } from './hub.ts'
import type { Log } from './log.ts'
import { createWebhookClient, type PostOutcome } from './webhook-client.ts'
import type { TlsTrust } from './tls.ts'
import { createWebhookQueue } from './webhook-queue.ts'

export type WebhookOptions = {
  readonly timeoutMs: number
  /** Connections per URL. */
  readonly connections: number
  /** Events that may wait per URL. */
  readonly queue: number
  /** For https URLs. */
  readonly trust: TlsTrust
  readonly log: Log
}

export type WebhookOutput = Output & {
  /** Resolves when everything was posted or the time is up. */
  readonly close: (deadlineMs: number) => Promise<void>
}

/** Memory that one URL which does not keep up may cost. */
const MAX_CHARACTERS = 32 * 1024 * 1024

/** Posts every event to every URL. URLs share nothing but the encoded event. */
export const startWebhookOutput = (endpoints: readonly HttpEndpoint[], options: WebhookOptions): WebhookOutput => {
  const hooks = endpoints.map((endpoint, index) => startHook(endpoint, index, options))
  return {
    deliver: (events) => {
      if (hooks.length === 0) return
      for (const event of events) {
        const form = toForm(event)
        for (const hook of hooks) hook.push(event, form)
      }
    },
    close: async (deadlineMs) => {
      await Promise.all(hooks.map((hook) => hook.close(deadlineMs)))
    },
  }
}

type Hook = {
  readonly push: (event: BridgeEvent, form: string) => void
  readonly close: (deadlineMs: number) => Promise<void>
}

const startHook = (endpoint: HttpEndpoint, index: number, options: WebhookOptions): Hook => {
  const { log } = options
  const details = { webhook: index + 1, target: endpoint.label }
  const client = createWebhookClient(endpoint, options)
  const failures = { dropped: 0, timeout: 0, failed: 0, untrusted: 0 }
  const count = (outcome: keyof typeof failures, events: number): void => {
    if (events === 0) return
    failures[outcome] += events
    log.warnSparsely(`webhook ${index + 1} in trouble`, { ...details, ...failures })
  }
  const note = (outcome: PostOutcome): void => {
    if (outcome !== 'answered') count(outcome, 1)
  }
  const queue = createWebhookQueue(
    { items: options.queue, characters: MAX_CHARACTERS },
    options.connections,
    async (form) => note(await client.post(form)),
  )

  return {
    push: ({ key }, form) => count('dropped', queue.push(key, form)),
    close: async (deadlineMs) => {
      const timer = setTimeout(() => {
        if (queue.size() > 0) log.warn('webhook given up at shutdown', { ...details, events: queue.size() })
        queue.clear()
        client.close()
      }, deadlineMs)
      await queue.idle()
      clearTimeout(timer)
      client.close()
    },
  }
}
