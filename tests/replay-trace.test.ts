import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseTrace } from '../harness/commands/choose-trace.ts'
import { createPseudonymiser } from '../harness/trace/pseudonyms/pseudonymise-event.ts'
import { recordTrace } from '../harness/trace/record-trace.ts'
import { replay } from '../scenarios/load/replay.ts'
import { startFreeswitch } from '../simulators/freeswitch/index.ts'
import { createClock, createOrigin } from '../simulators/timing/clock.ts'
import { createTickPacer } from '../simulators/timing/pacer.ts'
import { createCountingJournal } from '../simulators/traffic/counting-journal.ts'
import { smallRun, smallWorkload } from './fixtures/small-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'callstorm-replay-'))
const path = join(folder, 'trace.gz')
const PASSWORD = 'cluecon'

beforeAll(async () => {
  const journal = createCountingJournal()
  await using freeswitch = await startFreeswitch({
    nodes: [{ source: 0, password: PASSWORD }],
    workload: smallWorkload({ freeswitchNodes: 1, softswitchMachines: 0, durationSeconds: 60, prefill: true }),
    runId: 0x4711_4711,
    clock: createClock(createOrigin(200)),
    pacer: createTickPacer(),
    journalFor: () => journal,
    instruments: journal,
  })
  await recordTrace({
    host: '127.0.0.1',
    port: freeswitch.nodes[0]?.port ?? 0,
    password: PASSWORD,
    path,
    events: 'ALL',
    limits: { events: 2000, seconds: 30 },
    pseudonymise: createPseudonymiser(Buffer.alloc(32, 9)),
    version: '0',
    signal: new AbortController().signal,
  })
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe('runScenario() of a trace', () => {
  it('accounts for every recorded event at every node and in every pass', { timeout: 90_000 }, async () => {
    const chosen = await chooseTrace({ trace: path, speed: 2, repeat: 2 })
    if (chosen === undefined) throw new Error('there must be a trace')
    const workload = { ...replay.workload, seed: 'replay', durationSeconds: chosen.seconds + 1, freeswitchNodes: 2, subscribers: 2, trace: chosen.use }
    const record = await smallRun({ scenario: replay, workload, trace: chosen.trace })
    const { totals, emitted } = record.ledger
    const steps = [...new Int8Array(chosen.trace.stepOf)].filter((step) => step >= 0).length
    expect(steps).toBeGreaterThan(50)
    // Two nodes, two passes.
    expect(emitted).toBe(steps * 4)
    expect(totals).toMatchObject({ expected: steps * 4 * 3, lost: 0, duplicate: 0, reordered: 0, unexpected: 0 })
    expect(record.workload.trace).toEqual({ name: 'trace.gz', events: 2000, speed: 2, passes: 2 })
  })
})

describe('chooseTrace()', () => {
  it('goes through a trace once, as often as asked for, or as often as there is time', async () => {
    const once = await chooseTrace({ trace: path, speed: 4 })
    expect(once?.use.passes).toBe(1)
    expect((await chooseTrace({ trace: path, speed: 4, repeat: 3 }))?.seconds).toBeCloseTo(3 * (once?.seconds ?? 0))
    expect((await chooseTrace({ trace: path, duration: 10 }))?.use.passes).toBeUndefined()
    expect(await chooseTrace({})).toBeUndefined()
  })

  it.each([
    [{ speed: 2 }, /there must be a trace to replay/],
    [{ trace: path, segment: {} }, /it is one stream/],
    [{ trace: path, arrivals: 'poisson' }, /those of a trace are recorded/],
    [{ trace: join(folder, 'none') }, /must be a readable file: ENOENT/],
    [{ trace: new URL(import.meta.url).pathname }, /Cannot read trace ".*" as .*: line 1$/],
  ])('refuses %j', async (options, message) => {
    await expect(chooseTrace(options)).rejects.toThrow(message)
    await expect(chooseTrace(options)).rejects.toMatchObject({ code: 'USAGE' })
  })
})
