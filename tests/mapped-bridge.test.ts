import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeProfile } from './bridges/bad-bridge.ts'
import { FOREIGN_MAPPING, MAPPED_CHECKS, makeForeignBridge } from './bridges/foreign-bridge.ts'
import { smallRun } from './fixtures/small-run.ts'

const LONG = 120_000
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-foreign-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a bridge with a language of its own', () => {
  it('passes checks through the mapping of its profile', { timeout: LONG }, async () => {
    const { results } = await judgeProfile(await makeForeignBridge(folder), MAPPED_CHECKS, { jobs: 2 })
    expect(results.filter(({ status }) => status !== 'pass').map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
    expect(results).toHaveLength(20)
  })

  it('goes through a load run with every delivery accounted for', { timeout: LONG }, async () => {
    const { ledger, objectives } = await smallRun({ profile: await makeForeignBridge(folder) })
    expect(objectives.map(({ status }) => status)).toEqual(['met', 'met', 'met', 'met'])
    expect(ledger.totals.expected).toBeGreaterThan(200)
    expect(ledger.totals).toMatchObject({ lost: 0, duplicate: 0, unexpected: 0, inTime: ledger.totals.expected - ledger.totals.late })
  })
})

describe('a mapping that does not fit', () => {
  it('is named by checks, with the place where nothing is', { timeout: LONG }, async () => {
    const profile = await makeForeignBridge(folder, FOREIGN_MAPPING.replace('/leg/id', '/leg/uuid'))
    const { results } = await judgeProfile(profile, MAPPED_CHECKS.filter(({ id }) => id === 'map/ids'), { jobs: 1 })
    expect(results.map(({ status }) => status)).toEqual(['unknown'])
    expect(results[0]?.actual).toMatch(/did not come out at websocket in .*; in \d+ of \d+ deliveries at websocket mapping\.fields finds no uniqueid at "\/leg\/uuid"$/)
  })

  it('is named by a load run that finds no call', { timeout: LONG }, async () => {
    const profile = await makeForeignBridge(folder, FOREIGN_MAPPING.replace('/leg/id', '/leg/uuid').replace('leg_id', 'uuid'))
    const { verdict } = await smallRun({ profile })
    expect(verdict.reasons.map(({ message }) => message).join('\n')).toMatch(/mapping\.fields finds no uniqueid at "(\/leg\/uuid|uuid)" \(in none of \d+ deliveries\)/)
  })

  it('makes a load run invalid, with the words that it lacks', { timeout: LONG }, async () => {
    const profile = await makeForeignBridge(folder, 'mapping: { fields: { class: type, event: type, uniqueid: { json: /leg/id, form: leg_id } } }\n')
    const { verdict } = await smallRun({ profile })
    expect(verdict.status).toBe('invalid')
    expect(verdict.reasons[0]?.message).toMatch(/^Cannot read the events of the bridge as its profile says: mapping\.events has no words for class ".*" and event ".*" \(in none of \d+ deliveries\)$/)
  })
})
