import { createBackoff, PROVEN_MS } from '../backoff.ts'
import type { Node } from '../config-values.ts'
import type { BridgeEvent } from '../event.ts'
import type { Log } from '../log.ts'
import { machineEvent, mapEvent } from '../mapping.ts'
import { startSession, type Session, type SessionOptions } from './session.ts'

export type LinkOptions = Omit<SessionOptions, 'host' | 'port'> & {
  readonly reconnectMaxMs: number
  readonly accept: (event: BridgeEvent) => void
  readonly log: Log
}

/** The lasting relation to one node: session after session, machine/up and machine/down once per transition. */
export type Link = {
  readonly name: string
  readonly up: () => boolean
  readonly close: () => void
}

export const startLink = (node: Node, options: LinkOptions): Link => {
  const name = `node ${node.machine}`
  const details = { machine: node.machine, address: `${node.host}:${node.port}` }
  const backoff = createBackoff(options.reconnectMaxMs)
  let up = false
  let session: Session | undefined
  let timer: NodeJS.Timeout | undefined

  const open = (): void => {
    let subscribedAt: number | undefined
    session = startSession(
      { ...options, host: node.host, port: node.port },
      {
        subscribed: () => {
          subscribedAt = performance.now()
          up = true
          options.log.info('node subscribed', details)
          options.accept(machineEvent('up', node.machine, 'subscribed'))
        },
        event: (headers) => {
          const event = mapEvent(headers, node.machine)
          if (event !== undefined) options.accept(event)
        },
        skipped: (why) => options.log.warnSparsely('node sent something unreadable', { ...details, why }),
        ended: (reason) => {
          if (subscribedAt !== undefined && performance.now() - subscribedAt >= PROVEN_MS) backoff.reset()
          const delayMs = Math.round(backoff.next())
          options.log.warn('node lost', { ...details, reason, retryInMs: delayMs })
          if (up) options.accept(machineEvent('down', node.machine, reason))
          up = false
          timer = setTimeout(open, delayMs)
        },
      },
    )
  }
  open()
  return {
    name,
    up: () => up,
    close: () => {
      clearTimeout(timer)
      session?.close()
      up = false
    },
  }
}
