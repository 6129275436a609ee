import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadScenarioFile } from '../harness/commands/scenario-file.ts'
import { parseObjective } from '../harness/metrics/objective.ts'
import { smallRun } from './fixtures/small-run.ts'

const SAMPLE = new URL('../docs/samples/lunch-rush.scenario.ts', import.meta.url).pathname
const PAGE = new URL('../docs/write-a-scenario.md', import.meta.url)

const folder = mkdtempSync(join(tmpdir(), 'callstorm-scenario-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const load = (text: string): ReturnType<typeof loadScenarioFile> => {
  const path = join(folder, `${files++}.mjs`)
  writeFileSync(path, text)
  return loadScenarioFile(path)
}

describe('docs/samples/lunch-rush.scenario.ts', () => {
  it('is what the page shows', () => {
    expect(readFileSync(PAGE, 'utf8')).toContain(readFileSync(SAMPLE, 'utf8').trim())
  })

  it('is loaded as a scenario whose objectives can be judged', async () => {
    const scenario = await loadScenarioFile(SAMPLE)
    expect(scenario.id).toBe('lunch-rush')
    expect(() => scenario.objectives.map(parseObjective)).not.toThrow()
  })

  it('runs against the reference bridge and loses nothing', { timeout: 60_000 }, async () => {
    const scenario = await loadScenarioFile(SAMPLE)
    const brief = { ...scenario.workload, seed: 'sample', warmupSeconds: 0.5, durationSeconds: 2 }
    const record = await smallRun({ workload: brief })
    expect(record.ledger.totals.expected).toBeGreaterThan(100)
    expect(record.ledger.totals).toMatchObject({ lost: 0, duplicate: 0, unexpected: 0 })
  })
})

describe('loadScenarioFile()', () => {
  it('names every problem of a scenario at once', async () => {
    const text = `export const mine = { id: 'Mine', title: 'x', proves: 'y', workload: { arrivals: { kind: 'poisson' }, colour: 1 }, objectives: [] }`
    await expect(load(text)).rejects.toThrow(/as its scenario must be one:\n {2}id: .*lower-case/)
    await expect(load(text)).rejects.toThrow(/workload\.arrivals\.perSecond: /)
    await expect(load(text)).rejects.toThrow(/workload: .*colour/)
    await expect(load(text)).rejects.toThrow(/objectives: /)
  })

  it('refuses a module without a scenario, and what is no module', async () => {
    await expect(load('export const x = 1')).rejects.toThrow(/must export one scenario: current number is 0/)
    await expect(load('export const x = ')).rejects.toThrow(/as it must be a module: /)
  })
})
