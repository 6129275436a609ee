import type { Workload } from '../../simulators/traffic/workload.ts'
import type {
  Bracket,
  CapacityAnswer,
  CapacityProbe,
  CapacitySearchRecord,
  TelephonyFigures,
} from '../model/capacity.ts'
import type { RunRecord } from '../model/run-record.ts'
import { meanCallSeconds } from '../runner/plan-crew.ts'
import { probeWorkload } from './probe-workload.ts'
import { readProbe } from './read-probe.ts'
import type { SearchRules } from './search-rules.ts'
import { searchCapacity } from './search.ts'
import { telephonyFigures } from './telephony.ts'

export interface CapacityPlan {
  readonly workload: Workload
  readonly start: number
  readonly lowest: number
  readonly highest: number
  /** Measured part of a probe and what comes before it. */
  readonly seconds: number
  readonly warmupSeconds: number
  readonly rules: SearchRules
  readonly expirySeconds: number
  /** Runs a workload against a bridge that nothing of an earlier run is left in. */
  readonly run: (workload: Workload) => Promise<RunRecord>
  readonly isOutOfTime: () => boolean
  readonly onProbe: (probe: CapacityProbe, bracket: Bracket) => void
}

/** Searches the capacity of a bridge by short runs, each of them with a bridge of its own. */
export async function measureCapacity(plan: CapacityPlan): Promise<CapacitySearchRecord> {
  const probes: CapacityProbe[] = []
  let bracket: Bracket = { low: 0, high: undefined }
  const answer = await searchCapacity({
    ...plan,
    probe: async (rate, seconds) => {
      const length = { warmupSeconds: plan.warmupSeconds, seconds }
      // Other calls each time: a probe that is made again must not meet the same crowd of arrivals again.
      const workload = { ...plan.workload, seed: `${plan.workload.seed}-${probes.length}` }
      return readProbe(await plan.run(probeWorkload(workload, rate, length)))
    },
    // A run drains before it ends, and the next one begins with another bridge.
    coolDown: async () => {},
    onBracket: (next) => {
      bracket = next
    },
    onProbe: (probe) => {
      probes.push(probe)
      if (probe.outcome === 'pass' && probe.purpose === 'search') bracket = { ...bracket, low: probe.rate }
      plan.onProbe(probe, bracket)
    },
  })
  return { workload: plan.workload, answer, figures: figuresOf(plan, answer, probes), probes }
}

function figuresOf(
  plan: CapacityPlan,
  answer: CapacityAnswer,
  probes: readonly CapacityProbe[],
): TelephonyFigures | undefined {
  if (answer.kind !== 'found' && answer.kind !== 'at-least') return undefined
  const { rate } = answer
  const { mix, subscribers } = probeWorkload(plan.workload, rate, { warmupSeconds: 0, seconds: 0 })
  const passed = probes.filter((probe) => probe.outcome === 'pass' && probe.rate === rate)
  const eventsPerSecond = passed.reduce((sum, probe) => sum + probe.eventsPerSecond, 0) / passed.length
  return telephonyFigures(
    {
      callsPerSecond: rate,
      meanCallSeconds: meanCallSeconds(mix),
      eventsPerSecond,
      registrationsPerSecond: mix.registrations.perSecond,
      subscribers,
    },
    plan.expirySeconds,
  )
}
