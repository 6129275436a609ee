import { readLedger } from '../ledger/totals.ts'
import type { LedgerBuffers } from '../ledger/layout.ts'
import { judgeHealth } from '../metrics/health.ts'
import { parseObjective } from '../metrics/objective.ts'
import type { ProcessHealth } from '../metrics/process-health.ts'
import type { StartedUsage } from '../metrics/usage.ts'
import type { LatencySoFar, ProgressSnapshot, RunPhase } from '../model/progress.ts'
import type { HealthSignal } from '../model/run-record.ts'
import type { TimelineSecond } from './timeline.ts'

/** Where a snapshot reads what the timeline does not know. */
export interface SnapshotSources {
  readonly ledger: LedgerBuffers
  readonly health: { read(): ProcessHealth }
  readonly usage: readonly Pick<StartedUsage, 'latest'>[]
  readonly objectives: readonly string[]
  readonly totalSeconds: number
}

/** Makes snapshots of a run; each costs the main thread a fraction of a millisecond. */
export function createSnapshots(
  sources: SnapshotSources,
): (phase: RunPhase, second: TimelineSecond) => ProgressSnapshot {
  const { ledger, health, usage, totalSeconds } = sources
  const objectives = sources.objectives.map(parseObjective)
  return (phase, { counters, ...second }) => ({
    ...second,
    phase,
    totalSeconds,
    deliveries: readLedger(ledger).totals,
    health: known(
      judgeHealth(
        {
          sendDelay: sendDelayOf(second.latencies),
          // Threads tell of their health when they are done.
          threads: [],
          process: health.read(),
          calls: { offered: counters['calls.offered'] ?? 0, started: counters['calls.started'] ?? 0 },
        },
        objectives,
      ),
    ),
    usage: usage.flatMap((watch) => watch.latest() ?? []),
  })
}

const known = (signals: readonly HealthSignal[]): HealthSignal[] => signals.filter(({ status }) => status !== 'unknown')

const sendDelayOf = (latencies: readonly LatencySoFar[]): LatencySoFar | undefined =>
  latencies.find(({ name }) => name === 'send.delay')
