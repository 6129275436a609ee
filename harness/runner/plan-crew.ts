import { randomBytes } from 'node:crypto'
import { peakPerSecond } from '../../simulators/traffic/arrivals.ts'
import { CALL_FLOWS, gapUs } from '../../simulators/traffic/call-flow.ts'
import { MAX_SLOTS } from '../../simulators/traffic/identity.ts'
import type { FlowName, Workload } from '../../simulators/traffic/workload.ts'
import { planNodes, type RecordedTrace, replaySlots } from '../../simulators/freeswitch/index.ts'
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

/** Threads for a machine with so many cores: two are left to the bridge and to the rest, if there are as many. */
export const defaultWorkers = (cores: number): number => Math.min(Math.max(cores - 2, LEAST_WORKERS), MOST_WORKERS)

const LEAST_WORKERS = 2
const MOST_WORKERS = 8

/**
 * Threads that make traffic and threads that watch for it: one that is busy sending stamps late what it receives. What
 * a node, a machine or a subscriber does depends on nothing but its index, so that another number of threads changes
 * who does it and nothing else.
 * @param workers threads at most; a single one does everything
 */
export function planDuties(
  workload: Workload,
  host: string,
  fixed: FixedServers | undefined,
  workers = LEAST_WORKERS,
): Duties[] {
  const { subscribers } = workload
  // Most bridges know one password for all their nodes.
  const password = randomBytes(PASSWORD_OCTETS).toString('hex')
  const nodes = planNodes(workload).map((node) => ({
    ...node,
    listenIp: host,
    password,
    ...(fixed?.esl[node.source] && { listenPort: fixed.esl[node.source]?.port, password: fixed.esl[node.source]?.password }),
  }))
  const sources = deal([...nodes, ...planMachines(workload)], Math.ceil(workers / 2)).map((some, index): Duties => {
    const [own, machines] = [some.filter((source) => 'password' in source), some.filter((source) => 'machine' in source)]
    return { name: `sources-${index + 1}`, nodes: own, machines, subscribers: [], sinks: [] }
  })
  const indexes = Array.from({ length: subscribers }, (_, index) => index)
  const watched = [...indexes, ...planSinks(workload, fixed)]
  const probes = deal(watched, Math.max(1, Math.floor(workers / 2))).map((some, index): Duties => {
    const [own, sinks] = [some.filter((probe) => typeof probe === 'number'), some.filter((probe) => typeof probe === 'object')]
    return { name: `probes-${index + 1}`, nodes: [], machines: [], subscribers: own, sinks }
  })
  return workers > 1 ? [...sources, ...probes] : [join([...sources, ...probes])]
}

/** Deals things out to so many hands, one after the other; no hand stays empty. */
function deal<T>(things: readonly T[], hands: number): T[][] {
  const used = Math.max(1, Math.min(hands, things.length))
  return Array.from({ length: used }, (_, hand) => things.filter((_thing, index) => index % used === hand))
}

const join = (duties: readonly Duties[]): Duties => ({
  name: 'everything',
  nodes: duties.flatMap(({ nodes }) => nodes),
  machines: duties.flatMap(({ machines }) => machines),
  subscribers: duties.flatMap(({ subscribers }) => subscribers),
  sinks: duties.flatMap(({ sinks }) => sinks),
})

const PASSWORD_OCTETS = 12

function planSinks({ subscribers, webhooks }: Workload, fixed: FixedServers | undefined): SinkDuty[] {
  const receivers = Array.from({ length: webhooks }, (_, index) => subscribers + index)
  if (!fixed) return receivers.map((receiver) => ({ receivers: [receiver], port: 0 }))
  return receivers.map((receiver, index) => ({ receivers: [receiver], port: fixed.webhooks[index] ?? 0 }))
}

/**
 * Entities of one source that live at the same time: rate times life, with room for a crowd and for long calls. Calls
 * that are going on at the start are as many as that in the mean, so they need no further room.
 */
export function planSlots(workload: Workload, trace?: RecordedTrace): number[] {
  const { arrivals, mix, freeswitchNodes, segment, softswitchMachines } = workload
  const { messages, registrations } = mix
  const sources = freeswitchNodes + softswitchMachines
  const grace = DEFAULT_GRACE_US / 1e6
  const registrationPeak = registrations.perSecond * Math.max(1, ...(registrations.points ?? []).map(({ factor }) => factor))
  const calls = peakPerSecond(arrivals) * (meanCallSeconds(mix) + grace) * LEGS
  const others = (registrationPeak + messages.perSecond) * grace
  const slots = Math.ceil(((calls + others) * CROWD) / sources / (segment?.of ?? 1)) + SPARE
  const made = Math.min(slots, MAX_SLOTS)
  const replayed = trace && workload.trace && replaySlots({ ...workload.trace, trace }, DEFAULT_GRACE_US) + SPARE
  return Array.from({ length: sources }, (_, source) =>
    replayed !== undefined && source < freeswitchNodes ? Math.min(replayed, MAX_SLOTS) : made,
  )
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
