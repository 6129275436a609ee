import { SCENARIOS } from '../../scenarios/index.ts'
import type { Scenario } from '../model/scenario.ts'
import { UsageError } from './usage-error.ts'

/** A bundled load scenario by its id. @throws UsageError with all ids */
export function findScenario(id: string): Scenario {
  const scenario = SCENARIOS.find((known) => known.id === id)
  if (scenario) return scenario
  throw new UsageError(`Cannot run "${id}" as the scenario must be one of ${SCENARIOS.map((known) => known.id).join(', ')}`)
}
