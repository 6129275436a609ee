import { randomBytes } from 'node:crypto'
import { peakPerSecond } from '../../simulators/traffic/arrivals.ts'
import { CALL_FLOWS, gapUs } from '../../simulators/traffic/call-flow.ts'
import { MAX_SLOTS } from '../../simulators/traffic/identity.ts'
import type { FlowName, Workload } from '../../simulators/traffic/workload.ts'
import { planNodes } from '../../simulators/freeswitch/index.ts'
import { planMachines } from '../../simulators/softswitch/index.ts'
import { DEFAULT_GRACE_US, type ReceiverConfig } from '../ledger/layout.ts'
import type { Duties, SinkDuty } from '../load/protocol.ts'
import type { FixedServers } from '../target/listen-plan.ts'

/** Receivers of a run in the order of their indexes in the ledger: subscribers first, then webhooks. */
export function planReceivers({ subscribers, webhooks }: Workload): ReceiverConfig[] {
  const named = (kind: ReceiverConfig['kind'], count: number): ReceiverConfig[] =>
    Array.from({ length: count }, (_, index) => ({ kind, name: `${kind}-${index + 1}` }))
  return [...named('websocket', subscribers), ...named('webhook', webhooks)]
}

/**
 * One thread that makes traffic and one that watches for it: a thread that is busy sending stamps late what it
 * receives.
 */
export function planDuties(workload: Workload, host: string, fixed: FixedServers | undefined): Duties[] {
  const { subscribers } = workload
  const idle = { nodes: [], machines: [], subscribers: [], sinks: [] }
  // Most bridges know one password for all their nodes.
  const password = randomBytes(PASSWORD_OCTETS).toString('hex')
  const nodes = planNodes(workload).map((node) => ({
    ...node,
    listenIp: host,
    password,
    ...(fixed?.esl[node.source] && { listenPort: fixed.esl[node.source]?.port, password: fixed.esl[node.source]?.password }),
  }))
  return [
    { ...idle, name: 'sources', nodes, machines: planMachines(workload) },
    {
      ...idle,
      name: 'probes',
      subscribers: Array.from({ length: subscribers }, (_, index) => index),
      sinks: planSinks(workload, fixed),
    },
  ]
}

const PASSWORD_OCTETS = 12

function planSinks({ subscribers, webhooks }: Workload, fixed: FixedServers | undefined): SinkDuty[] {
  const receivers = Array.from({ length: webhooks }, (_, index) => subscribers + index)
  if (!fixed) return receivers.length === 0 ? [] : [{ receivers, port: 0 }]
  return receivers.map((receiver, index) => ({ receivers: [receiver], port: fixed.webhooks[index] ?? 0 }))
}

/**
 * Entities of one source that live at the same time: rate times life, with room for a crowd and for long calls. Calls
 * that are going on at the start are as many as that in the mean, so they need no further room.
 */
export function planSlots(workload: Workload): number[] {
  const { arrivals, mix, freeswitchNodes, segment, softswitchMachines } = workload
  const { messages, registrations } = mix
  const sources = freeswitchNodes + softswitchMachines
  const grace = DEFAULT_GRACE_US / 1e6
  const registrationPeak = registrations.perSecond * Math.max(1, ...(registrations.points ?? []).map(({ factor }) => factor))
  const calls = peakPerSecond(arrivals) * (meanCallSeconds(mix) + grace) * LEGS
  const others = (registrationPeak + messages.perSecond) * grace
  const slots = Math.ceil(((calls + others) * CROWD) / sources / (segment?.of ?? 1)) + SPARE
  return Array.from({ length: sources }, () => Math.min(slots, MAX_SLOTS))
}

/** Legs of a call at most. */
const LEGS = 2
const CROWD = 2
const SPARE = 1024

/** Mean over the flows of the seconds from arrival to end: the mean of a lognormal is median * exp(sigma^2 / 2). */
export function meanCallSeconds({ flows, talkTime, answerDelay }: Workload['mix']): number {
  const meanUs = (time: Workload['mix']['talkTime']): number => time.medianSeconds * 1e6 * Math.exp(time.sigma ** 2 / 2)
  const plan = { talkUs: meanUs(talkTime), answerDelayUs: meanUs(answerDelay) }
  const weighted = Object.entries(flows) as [FlowName, number][]
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0)
  const seconds = weighted.map(([name, weight]) => {
    const lengthUs = CALL_FLOWS[name].steps.reduce((sum, { after }) => sum + gapUs(after, plan), 0)
    return (weight / total) * (lengthUs / 1e6)
  })
  return seconds.reduce((sum, one) => sum + one, 0)
}
