import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { createClock, createOrigin, createOriginAt, type Clock, type ClockOrigin } from '../../simulators/timing/clock.ts'
import { createLedger, type LedgerBuffers } from '../ledger/layout.ts'
import { outstanding, readLedger, readLedgerCounters } from '../ledger/totals.ts'
import { createResourceStack, type ResourceStack } from '../lifecycle/resource-stack.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import { watchAbort } from '../lifecycle/watch-abort.ts'
import { startCrew, type StartedCrew } from '../load/crew.ts'
import type { OpenedDuties } from '../load/protocol.ts'
import { startProcessHealth } from '../metrics/process-health.ts'
import { startUsage, type StartedUsage } from '../metrics/usage.ts'
import { type Fault, faultLabel } from '../model/fault.ts'
import type { Mark, RunRecord } from '../model/run-record.ts'
import { planListening } from '../target/listen-plan.ts'
import { startTarget } from '../target/start-target.ts'
import type { StartedTarget } from '../target/started-target.ts'
import type { Wiring } from '../target/wiring.ts'
import { drain } from './drain.ts'
import { LateStartError } from './late-start-error.ts'
import { defaultWorkers, planDuties, planReceivers, planSlots } from './plan-crew.ts'
import { makeRecord } from './make-record.ts'
import { createSnapshots } from './progress-snapshot.ts'
import { runIdOf } from './run-id.ts'
import { startPhases } from './run-phases.ts'
import { startTimeline } from './timeline.ts'
import type { RunPlan } from './run-plan.ts'

/** Time between the last preparation and the first call: every thread must have its start by then. */
const LEAD_MS = 500
/** How long a ready bridge may take to subscribe to every FreeSWITCH node. */
const SUBSCRIBE_WITHIN_MS = 30_000

/**
 * Runs a scenario against a bridge and returns the record of it, verdict included. Nothing is left running.
 * @throws TargetError when the bridge cannot be started, the signal's reason when it is aborted before the traffic
 *   starts, Error when the harness itself breaks
 */
export async function runScenario(plan: RunPlan): Promise<RunRecord> {
  await using stack = createResourceStack()
  const { workload } = plan
  const { segment } = workload
  // Segments of one run must know each other's events.
  const runId = runIdOf(workload.seed, segment ? 'process' : plan.profile.kind)
  const ledger = createLedger({ runId, slots: planSlots(workload, plan.trace), receivers: planReceivers(workload), segment })
  const listening = await planListening(plan.profile)
  const { faults = [], queueLimit, tuning } = plan.scenario
  const constants = { runId, workload, trace: plan.trace, clockMode: plan.clockMode, faults, queueLimit, host: listening.host, ledger, mapping: plan.profile.mapping }
  const workers = plan.workers ?? defaultWorkers(availableParallelism())
  const duties = planDuties(workload, listening.host, listening.fixed, workers)
  const crew = stack.use(startCrew(duties, constants, plan.pacer))
  using watch = watchAbort(plan.signal)
  const wiring = { ...wire(await Promise.race([crew.open(), watch.aborted])), ...(tuning && { tuning }) }
  const target = stack.use(await startTarget(plan.profile, wiring, { logPath: plan.logPath, notes: plan.notes, signal: plan.signal }))
  const refusals = await connect(plan, crew, target)
  return await storm({ plan, stack, crew, target, ledger, refusals })
}

const KEY_OCTETS = 12

function wire(opened: OpenedDuties): Wiring {
  const key = (): string => randomBytes(KEY_OCTETS).toString('hex')
  return {
    esl: {
      nodes: opened.nodes.map(({ source, host, port, password }) => ({ machine: source + 1, host, port, password })),
    },
    webhooks: opened.sinks.map(({ url }) => ({ url })),
    ingress: { path: '/events', authkey: key() },
    websocket: { path: '/events/websocket/', authkey: key() },
  }
}

/** Connects to the ready bridge and waits until it is connected to us; returns what it failed at, in sentences. */
async function connect({ profile, workload, signal }: RunPlan, crew: StartedCrew, target: StartedTarget): Promise<string[]> {
  const { ingress, websocket } = target.endpoints
  using watch = watchAbort(signal)
  const refusals = await Promise.race([crew.connect({ ingress: ingress?.url, websocket: websocket?.url }), watch.aborted])
  if (!profile.capabilities.in.includes('esl-inbound')) return [...refusals]
  const nodes = workload.freeswitchNodes
  let audience = 0
  const isSubscribed = async (): Promise<boolean> => (audience = await crew.audience()) >= nodes
  try {
    await waitUntil('the bridge subscribes to every FreeSWITCH node', isSubscribed, { withinMs: SUBSCRIBE_WITHIN_MS, signal })
    return [...refusals]
  } catch {
    signal.throwIfAborted()
    return [...refusals, `the bridge subscribed to ${audience} of ${nodes} FreeSWITCH nodes within ${SUBSCRIBE_WITHIN_MS / 1000} s`]
  }
}

/** @throws LateStartError when the start is too near: nothing of this run would fit what runs beside it */
function chooseOrigin(startAtMs: number | undefined): ClockOrigin {
  if (startAtMs === undefined) return createOrigin(LEAD_MS)
  const aheadMs = startAtMs - Date.now()
  if (aheadMs >= LEAD_MS) return createOriginAt(startAtMs)
  throw new LateStartError(startAtMs, LEAD_MS, LEAD_MS - aheadMs)
}

interface Storm {
  readonly plan: RunPlan
  readonly stack: ResourceStack
  readonly crew: StartedCrew
  readonly target: StartedTarget
  readonly ledger: LedgerBuffers
  readonly refusals: readonly string[]
}

async function storm({ plan, stack, crew, target, ledger, refusals }: Storm): Promise<RunRecord> {
  const { workload } = plan
  const origin = chooseOrigin(plan.startAtMs ?? (await plan.agreeOnStart?.()))
  const clock = createClock(origin)
  const startedAt = new Date(clock.epochUs(0) / 1000).toISOString()
  const measuredFrom = workload.warmupSeconds
  const totalSeconds = measuredFrom + workload.durationSeconds
  const health = startProcessHealth()
  await crew.go(origin)
  const phases = stack.use(startPhases(clock, measuredFrom, plan.onPhase))
  const usage = watchUsage(stack, clock, target.pid)
  const snapshot = createSnapshots({ ledger, health, usage, objectives: plan.objectives, totalSeconds })
  const timeline = stack.use(
    startTimeline({
      clock,
      crew,
      received: () => readLedgerCounters(ledger),
      onSecond: (second) => plan.onProgress(snapshot(phases.now(), second)),
    }),
  )
  const end = await endOfTraffic(crew, target, plan.signal)
  const trafficEndedAt = clock.nowUs() / 1e6
  if (end.kind !== 'finished') await crew.halt()
  phases.drain()
  const drained = await drain({
    clock,
    received: () => framesReceived(ledger),
    missing: () => outstanding(readLedger(ledger)),
    signal: plan.signal,
  })
  timeline[Symbol.dispose]()
  const results = await crew.close()
  const exit = await target.stop()
  const marks: Mark[] = [
    { at: 0, label: 'warm-up', kind: 'phase' },
    { at: measuredFrom, label: 'measured', kind: 'phase' },
    { at: trafficEndedAt, label: 'drain', kind: 'phase' },
    ...faultMarks(plan.scenario.faults ?? [], measuredFrom, trafficEndedAt),
  ]
  return makeRecord({
    plan,
    startedAt,
    ledger,
    results,
    target: { started: target, exit },
    facts: [...refusals],
    faults: [...results.flatMap(({ mappingProblem }) => mappingProblem ?? []).slice(0, 1), ...(end.kind === 'broken' ? [end.message] : []), ...(drained === 'cut' ? ['events still came when the drain was over'] : [])],
    aborted: plan.signal.aborted,
    points: timeline.points(),
    marks: end.kind === 'bridge-ended' ? [...marks, { at: trafficEndedAt, label: 'bridge ended' }] : marks,
    processHealth: health.read(),
    usage: usage.flatMap((watch) => watch.samples()),
  })
}

/** Faults on the time axis of the run, as far as it came. */
export const faultMarks = (faults: readonly Fault[], measuredFrom: number, endedAt: number): Mark[] =>
  faults
    .map((fault) => ({ at: measuredFrom + fault.at, until: Math.min(endedAt, measuredFrom + fault.until), label: faultLabel(fault) }))
    .filter(({ at }) => at < endedAt)

const framesReceived = (ledger: LedgerBuffers): number => {
  const { websocketFrames, webhookPosts } = readLedgerCounters(ledger)
  return websocketFrames + webhookPosts
}

function watchUsage(stack: ResourceStack, clock: Clock, bridge: number | undefined): StartedUsage[] {
  const own = stack.use(startUsage(process.pid, { of: 'harness', clock, descendants: false }))
  return bridge === undefined ? [own] : [own, stack.use(startUsage(bridge, { of: 'bridge', clock }))]
}

type TrafficEnd =
  | { readonly kind: 'finished' | 'bridge-ended' | 'aborted' }
  /** A source could not go on: the instrument's fault. */
  | { readonly kind: 'broken'; readonly message: string }

/** Waits for whatever ends the traffic first. A thread that breaks down rejects. */
async function endOfTraffic(crew: StartedCrew, target: StartedTarget, signal: AbortSignal): Promise<TrafficEnd> {
  using watch = watchAbort(signal)
  const aborted = watch.aborted.catch((): TrafficEnd => ({ kind: 'aborted' }))
  const finished = crew.finished().then(
    (): TrafficEnd => ({ kind: 'finished' }),
    (error: unknown): TrafficEnd => ({ kind: 'broken', message: error instanceof Error ? error.message : String(error) }),
  )
  const ended = target.exited.then((): TrafficEnd => ({ kind: 'bridge-ended' }))
  return await Promise.race([finished, ended, aborted])
}
