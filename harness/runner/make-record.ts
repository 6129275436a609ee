import type { Workload } from '../../simulators/traffic/workload.ts'
import { assertBalanced, closeLedger, readLedger, readLedgerCounters } from '../ledger/totals.ts'
import type { LedgerBuffers } from '../ledger/layout.ts'
import type { WorkerResult } from '../load/protocol.ts'
import { judgeHealth } from '../metrics/health.ts'
import { judgeObjective } from '../metrics/judge-objective.ts'
import { parseObjective } from '../metrics/objective.ts'
import type { ProcessHealth } from '../metrics/process-health.ts'
import { latenciesBySecond, mergeSeries } from '../metrics/series-record.ts'
import type { SeriesData } from '../metrics/series-recorder.ts'
import { SERIES } from '../model/metric.ts'
import type { Mark, RunRecord, SeriesRecord, TargetRecord, TimelinePoint, UsageSample } from '../model/run-record.ts'
import type { StartedTarget, TargetExit } from '../target/started-target.ts'
import { describeEnvironment } from './environment.ts'
import { judgeRun } from './judge-run.ts'
import type { RunPlan } from './run-plan.ts'

/** What a run leaves behind, before anything is judged. */
export interface RunRemains {
  readonly plan: Pick<RunPlan, 'scenario' | 'workload' | 'objectives' | 'version' | 'command' | 'logName'>
  readonly startedAt: string
  readonly ledger: LedgerBuffers
  readonly results: readonly WorkerResult[]
  readonly target: {
    readonly started: Pick<StartedTarget, 'name' | 'kind' | 'description' | 'capabilities' | 'logPath'>
    readonly exit: TargetExit
  }
  /** What the bridge failed at beyond doubt, in sentences. */
  readonly facts: readonly string[]
  /** What broke in the instrument, in sentences. */
  readonly faults: readonly string[]
  readonly aborted: boolean
  readonly points: readonly Omit<TimelinePoint, 'latencies'>[]
  readonly marks: readonly Mark[]
  readonly processHealth: ProcessHealth
  readonly usage: readonly UsageSample[]
}

/** Closes the ledger, merges what the threads measured and judges it. */
export function makeRecord(remains: RunRemains): RunRecord {
  const { plan, results } = remains
  const examples = [...results.flatMap((result) => result.examples), closeLedger(remains.ledger)]
  const ledger = readLedger(remains.ledger, examples)
  assertBalanced(ledger)
  const series = mergeAll(results)
  const counters = sumCounters(remains)
  const timeline = makeTimeline(withinTraffic(remains.points, plan.workload), results)
  const measurements = { series, ledger, counters, timeline, usage: remains.usage, workload: plan.workload }
  const parsed = plan.objectives.map(parseObjective)
  const objectives = parsed.map((objective) => judgeObjective(objective, measurements))
  const health = judgeHealth(
    {
      sendDelay: sendDelayOf(series),
      threads: results.flatMap((result) => result.health ?? []),
      process: remains.processHealth,
      calls: { offered: counters['calls.offered'] ?? 0, started: counters['calls.started'] ?? 0 },
    },
    parsed,
  )
  const target = describeTarget(remains)
  const { aborted, facts, faults } = remains
  return {
    schema: 'callstorm.run/1',
    callstorm: plan.version,
    scenario: { id: plan.scenario.id, title: plan.scenario.title, proves: plan.scenario.proves },
    startedAt: remains.startedAt,
    endedAt: new Date().toISOString(),
    command: plan.command,
    runId: remains.ledger.config.runId.toString(16),
    environment: describeEnvironment(),
    verdict: judgeRun({ aborted, objectives, ledger, health, target, facts, instrumentFaults: [...faults, ...overranges(series)] }),
    target,
    objectives,
    health,
    marks: remains.marks,
    ...measurements,
  }
}

function mergeAll(results: readonly WorkerResult[]): SeriesRecord[] {
  return SERIES.flatMap(({ name }) => {
    const parts = partsOf(results, name)
    return parts.length === 0 ? [] : [mergeSeries(parts)]
  })
}

const partsOf = (results: readonly WorkerResult[], name: string): SeriesData[] =>
  results.flatMap((result) => result.series.filter((series) => series.name === name))

function sumCounters({ results, ledger }: RunRemains): Record<string, number> {
  const { websocketFrames, webhookPosts, ...others } = readLedgerCounters(ledger)
  const sums: Record<string, number> = { 'websocket.frames': websocketFrames, 'webhook.posts': webhookPosts }
  for (const [name, count] of Object.entries(others)) sums[`ledger.${name}`] = count
  for (const { counters } of results) {
    for (const [name, count] of Object.entries(counters)) sums[name] = (sums[name] ?? 0) + count
  }
  return sums
}

/** Whole seconds of traffic: what was cut short by its end is no rate. */
const withinTraffic = (points: RunRemains['points'], { warmupSeconds, durationSeconds }: Workload): RunRemains['points'] =>
  points.filter(({ at }) => at + 1 <= warmupSeconds + durationSeconds)

function makeTimeline(points: RunRemains['points'], results: readonly WorkerResult[]): TimelinePoint[] {
  const bySeries = SERIES.map(({ name }) => {
    const parts = partsOf(results, name)
    return { name, seconds: parts.length === 0 ? undefined : latenciesBySecond(parts) }
  })
  return points.map(({ at, rates }) => ({
    at,
    rates,
    latencies: Object.fromEntries(
      bySeries.flatMap(({ name, seconds }) => {
        const latency = seconds?.get(at)
        return latency ? [[name, latency]] : []
      }),
    ),
  }))
}

function sendDelayOf(series: readonly SeriesRecord[]): { count: number; p99Us: number; maxUs: number } | undefined {
  const delay = series.find(({ name }) => name === 'send.delay')
  return delay && { count: delay.count, p99Us: delay.quantiles.p99Us, maxUs: delay.maxUs }
}

const overranges = (series: readonly SeriesRecord[]): string[] =>
  series.flatMap(({ name, overrange }) => (overrange > 0 ? [`${overrange} values of ${name} were beyond the range of its histogram`] : []))

function describeTarget({ plan, target: { started, exit } }: RunRemains): TargetRecord {
  const { code, signal, expected } = exit
  return {
    profile: started.name,
    kind: started.kind,
    description: started.description,
    capabilities: started.capabilities,
    exit: started.kind === 'external' ? undefined : { code, signal, expected },
    log: started.logPath === undefined ? undefined : plan.logName,
  }
}
