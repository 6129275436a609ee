import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../../scenarios/index.ts'
import { parseObjective } from '../metrics/objective.ts'

describe('SCENARIOS', () => {
  it('have ids of their own', () => {
    const ids = SCENARIOS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => /^[a-z]+(-[a-z]+)*$/.test(id))).toBe(true)
  })

  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('%s says what it proves and can be judged', (_, scenario) => {
    expect(scenario.proves.length).toBeGreaterThan(20)
    expect(scenario.objectives.length).toBeGreaterThan(2)
    expect(() => scenario.objectives.map(parseObjective)).not.toThrow()
  })

  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('%s has faults that begin and end within it', (_, scenario) => {
    const { workload, faults = [] } = scenario
    for (const { at, until } of faults) {
      expect(at).toBeGreaterThanOrEqual(0)
      expect(until).toBeGreaterThan(at)
      expect(until).toBeLessThan(workload.durationSeconds)
    }
  })
})
