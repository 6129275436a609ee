import { describe, expect, test } from 'vitest'
import { bundledProfile } from '../../harness/commands/bundled-profile.ts'
import { connectEngine } from '../../harness/target/container-engine.ts'
import { smallRun } from '../fixtures/small-run.ts'

describe('runScenario()', () => {
  test('finds the same of the reference bridge in a container as in a process', async () => {
    await connectEngine()
    const contained = await smallRun({ profile: bundledProfile('reference', 'container') })
    const plain = await smallRun()
    expect(contained.target.kind).toBe('container')
    expect(contained.ledger.emitted).toBe(plain.ledger.emitted)
    expect(contained.ledger.totals).toEqual({ ...plain.ledger.totals, inTime: contained.ledger.totals.inTime, late: contained.ledger.totals.late })
    expect(contained.objectives.map(({ status }) => status)).toEqual(['met', 'met', 'met', 'met'])
    expect(contained.usage.some(({ of, rssBytes }) => of === 'bridge' && rssBytes > 0)).toBe(true)
  })
})
