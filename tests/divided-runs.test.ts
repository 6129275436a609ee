import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../harness/model/run-record.ts'
import { smallRun, smallWorkload } from './fixtures/small-run.ts'

const emitted = ({ ledger, counters }: RunRecord) => ({
  events: ledger.emitted + ledger.unobservedAtSource,
  calls: counters['calls.offered'] ?? 0,
  ongoing: counters['calls.ongoing'] ?? 0,
})

describe('runScenario() of divided traffic', () => {
  it('makes the same traffic by any number of workers, and all of it in segments', { timeout: 90_000 }, async () => {
    const workload = smallWorkload({ durationSeconds: 3 })
    const whole = await smallRun({ workload, workers: 1, pacer: 'tick' })
    const parts: RunRecord[] = []
    for (const part of [1, 2]) {
      parts.push(await smallRun({ workload: { ...workload, segment: { part, of: 2 } }, workers: 4 }))
    }
    for (const record of [whole, ...parts]) {
      const { expected, inTime, late } = record.ledger.totals
      expect(inTime + late).toBe(expected)
      expect(record.ledger.totals).toMatchObject({ lost: 0, duplicate: 0, unexpected: 0 })
    }
    const [first, second] = parts.map(emitted)
    const all = emitted(whole)
    expect(all.events).toBeGreaterThan(150)
    expect(all.ongoing).toBeGreaterThan(0)
    for (const key of ['events', 'calls', 'ongoing'] as const) {
      expect((first?.[key] ?? 0) + (second?.[key] ?? 0)).toBe(all[key])
    }
    expect(parts.map(({ runId }) => runId)).toEqual([whole.runId, whole.runId])
    expect(parts.map(({ workload: { segment } }) => segment)).toEqual([{ part: 1, of: 2 }, { part: 2, of: 2 }])
  })
})
