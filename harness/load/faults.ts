import { parseFault } from '../../simulators/freeswitch/faults/parse-fault.ts'
import type { Clock } from '../../simulators/timing/clock.ts'
import type { Fault } from '../model/fault.ts'
import { GOOD_WEBHOOK, type StartedWebhook } from '../probes/webhook-sink.ts'
import type { EslLink } from './esl-link.ts'
import type { SocketFaults } from './socket-faults.ts'
import type { Subscribers } from './subscribers.ts'

/** What one thread can do wrong on purpose. */
export interface FaultStage {
  readonly clock: Clock
  /** Start of the measured part, microseconds of the run's clock. */
  readonly measuredFromUs: number
  /** Subscribers of the whole run. */
  readonly subscriberCount: number
  readonly webhooks: readonly Pick<StartedWebhook, 'setPolicy'>[]
  readonly subscribers: Pick<Subscribers, 'reconnect' | 'slow'>
  readonly links: readonly Pick<EslLink, 'source' | 'fail' | 'repair'>[]
  readonly sockets: readonly Pick<SocketFaults, 'source' | 'begin'>[]
}

/**
 * Lets faults begin and end when they are due. Disposing ends what has begun and forgets the rest.
 * @throws SyntaxError for a fault of an event socket that the simulator does not have
 */
export function scheduleFaults(faults: readonly Fault[], stage: FaultStage): Disposable {
  const timers = new Set<NodeJS.Timeout>()
  const ends = new Set<() => void>()
  const at = (seconds: number, act: () => void): void => {
    const inMs = (stage.measuredFromUs + seconds * 1e6 - stage.clock.nowUs()) / 1000
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, inMs)
    timers.add(timer)
  }
  for (const fault of faults) {
    if (fault.kind === 'event-socket') parseFault(fault.fault)
    at(fault.at, () => {
      const stop = beginFault(fault, stage)
      const end = (): void => {
        if (ends.delete(end)) stop()
      }
      ends.add(end)
      at(fault.until, end)
    })
  }
  return {
    [Symbol.dispose]() {
      for (const timer of timers) clearTimeout(timer)
      for (const end of ends) end()
    },
  }
}

/** @returns what ends it */
function beginFault(fault: Fault, { links, sockets, subscriberCount, subscribers, webhooks }: FaultStage): () => void {
  switch (fault.kind) {
    case 'webhook':
      for (const webhook of webhooks) webhook.setPolicy(fault.policy)
      return () => webhooks.forEach((webhook) => webhook.setPolicy(GOOD_WEBHOOK))
    case 'slow-subscribers':
      return subscribers.slow((receiver) => receiver < fault.subscribers, fault.readMs, fault.everyMs)
    case 'subscriber-churn':
      return churn(Math.max(1, Math.round(fault.share * subscriberCount)), subscriberCount, fault.everyMs, subscribers)
    case 'esl-link': {
      const failing = links.filter(({ source }) => source < fault.nodes)
      for (const link of failing) link.fail(fault.how)
      return () => failing.forEach((link) => link.repair(fault.how))
    }
    case 'event-socket': {
      const ends = sockets.filter(({ source }) => source < fault.nodes).map((socket) => socket.begin(fault.fault))
      return () => ends.forEach((end) => end())
    }
  }
}

/** Each turn takes the next few in the order of their indexes, round and round. */
function churn(some: number, of: number, everyMs: number, subscribers: Pick<Subscribers, 'reconnect'>): () => void {
  let first = 0
  const turn = (): void => {
    const from = first
    subscribers.reconnect((receiver) => (receiver - from + of) % of < some)
    first = (first + some) % of
  }
  turn()
  const timer = setInterval(turn, everyMs)
  return () => clearInterval(timer)
}
