import type { ComparedRun, GateRecord } from '../model/gate.ts'
import type { RunRecord } from '../model/run-record.ts'
import { compareRuns } from './compare-runs.ts'

/**
 * Holds runs of a candidate against stored runs and writes down what was compared, see `compareRuns()`.
 * @param command what repeats it
 * @throws RangeError when a side has no run
 */
export function recordGate(baseline: readonly RunRecord[], candidate: readonly RunRecord[], command: string): GateRecord {
  const [first] = candidate
  if (first === undefined || baseline.length === 0) {
    throw new RangeError('Cannot compare as there must be a run on both sides')
  }
  const startedAt = new Date().toISOString()
  const result = compareRuns(baseline, candidate)
  const { callstorm, scenario, environment } = first
  return {
    schema: 'callstorm.gate/1',
    callstorm,
    scenario: { id: scenario.id, title: scenario.title },
    startedAt,
    endedAt: new Date().toISOString(),
    command,
    environment,
    baseline: baseline.map(briefOf),
    candidate: candidate.map(briefOf),
    ...result,
  }
}

const briefOf = ({ runId, target, startedAt, workload, verdict }: RunRecord): ComparedRun => ({
  runId,
  profile: target.profile,
  startedAt,
  seed: workload.seed,
  status: verdict.status,
})
