import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bundledProfile } from '../../harness/commands/bundled-profile.ts'
import type { ConformanceRecord } from '../../harness/model/conformance.ts'
import { connectEngine } from '../../harness/target/container-engine.ts'
import { CHECKS } from '../../scenarios/conformance/index.ts'
import { judgeProfile } from '../bridges/bad-bridge.ts'
import { FOREIGN_MAPPING, MAPPED_CHECKS, makeForeignBridge } from '../bridges/foreign-bridge.ts'

const folder = mkdtempSync(join(tmpdir(), 'callstorm-foreign-image-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const troublesOf = ({ results }: ConformanceRecord): string[] => results.filter(({ status }) => status !== 'pass').map(({ id, actual }) => `${id}: ${actual}`)

describe('runConformance()', () => {
  test('judges the reference bridge in a container as in a process', async () => {
    await connectEngine()
    const few = CHECKS.filter(({ id }) => /^(mws|post)\//.test(id) && !id.includes('tls'))
    const record = await judgeProfile(bundledProfile('reference', 'container'), few)
    expect(record.profile.kind).toBe('container')
    expect(troublesOf(record)).toEqual([])
    expect([record.verdict.status, record.results.length]).toEqual(['pass', few.length])
  })

  test('judges it over TLS, at every door', async () => {
    const some = ['gold/corpus', 'ing/decode', 'ing/chunked', 'ws/shape', 'ws/ping', 'sec/tls-doors', 'post/shape', 'post/status', 'mws/connect', 'mws/reconnect']
    const record = await judgeProfile(bundledProfile('reference', 'container'), CHECKS.filter(({ id }) => some.includes(id)), { tls: true })
    expect(troublesOf(record)).toEqual([])
    expect([record.tls, record.verdict.status, record.results.length]).toEqual([true, 'pass', some.length])
  })

  test('judges a bridge with words of its own', async () => {
    const record = await judgeProfile(await makeForeignBridge(folder, FOREIGN_MAPPING, 'container'), MAPPED_CHECKS)
    expect(troublesOf(record)).toEqual([])
    expect([record.profile.name, record.profile.kind, record.results.length]).toEqual(['foreign', 'container', MAPPED_CHECKS.length])
  })
})
