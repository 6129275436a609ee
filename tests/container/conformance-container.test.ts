import { describe, expect, test } from 'vitest'
import { bundledProfile } from '../../harness/commands/bundled-profile.ts'
import { connectEngine } from '../../harness/target/container-engine.ts'
import { CHECKS } from '../../scenarios/conformance/index.ts'
import { judgeProfile } from '../bridges/bad-bridge.ts'

describe('runConformance()', () => {
  test('judges the reference bridge in a container as in a process', async () => {
    await connectEngine()
    const few = CHECKS.filter(({ id }) => /^(mws|post)\//.test(id) && !id.includes('tls'))
    const { results, verdict, profile } = await judgeProfile(bundledProfile('reference', 'container'), few)
    expect(profile.kind).toBe('container')
    expect(results.filter(({ status }) => status !== 'pass').map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
    expect([verdict.status, results.length]).toEqual(['pass', few.length])
  })
})
