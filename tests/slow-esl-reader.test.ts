import { connect } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunRecord } from '../harness/model/run-record.ts'
import type { RunPlan } from '../harness/runner/run-plan.ts'
import { loadProfile } from '../harness/target/profile.ts'
import { renderSummary } from '../reports/summary.ts'
import { busyHour } from '../scenarios/load/busy-hour.ts'
import { startFreeswitch } from '../simulators/freeswitch/index.ts'
import { createClock, createOrigin } from '../simulators/timing/clock.ts'
import { createTickPacer } from '../simulators/timing/pacer.ts'
import { createCountingJournal } from '../simulators/traffic/counting-journal.ts'
import { smallRun, smallWorkload } from './fixtures/small-run.ts'

/** For a machine that is busy with other things; a case that fails does so by what it finds, not by its length. */
const PATIENCE_MS = 180_000
vi.setConfig({ testTimeout: PATIENCE_MS })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-slow-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a bridge that stops reading the Event Socket', () => {
  const stuckRun = (change: Partial<RunPlan> = {}): Promise<RunRecord> => {
    const file = join(folder, 'stuck.bridge.yaml')
    writeFileSync(
      file,
      `
name: stuck
capabilities: { in: [esl-inbound], out: [websocket] }
kind: process
ready: { port: "{{websocket.port}}", within: 60 }
process:
  command:
    - "{{node}}"
    - "${join(import.meta.dirname, 'fixtures/stuck-esl-bridge.mjs')}"
    - "{{websocket.port}}"
    - "{{esl.password}}"
    - "{{#each esl.nodes}}{{host}}:{{port}}{{/each}}"
`,
    )
    return smallRun({
      profile: loadProfile(file),
      workload: smallWorkload({
        arrivals: { kind: 'constant', perSecond: 150 },
        freeswitchNodes: 1,
        softswitchMachines: 0,
        subscribers: 1,
        webhooks: 0,
      }),
      ...change,
    })
  }

  it('is seen in the record of a run by the events that wait for it', async () => {
    const record = await stuckRun()
    expect(record.counters['esl.connections']).toBe(1)
    expect(record.counters['esl.queued']).toBeGreaterThan(100)
    expect(record.counters['esl.lost'] ?? 0).toBe(0)
    expect(['fail', 'invalid']).toContain(record.verdict.status)
  })

  it('misses the objectives of a scenario with a short queue, and the summary says what was lost', async () => {
    const record = await stuckRun({
      scenario: { ...busyHour, queueLimit: 50 },
      objectives: ['esl.lost == 0', 'esl.killed == 0'],
    })
    expect(record.counters).toMatchObject({ 'esl.queued': 50, 'esl.lost': 501, 'esl.killed': 1 })
    expect(record.objectives.map(({ status }) => status)).toEqual(['missed', 'missed'])
    expect(renderSummary(record).replace(/\s+/g, ' ')).toContain(
      'a real FreeSWITCH would have lost 501 events and cut 1 connection here',
    )
  })

  it('is counted as one that a FreeSWITCH would have lost events for, and cut', async () => {
    const journal = createCountingJournal()
    await using freeswitch = await startFreeswitch({
      nodes: [{ source: 0 }],
      workload: smallWorkload({ arrivals: { kind: 'constant', perSecond: 200 }, freeswitchNodes: 1, softswitchMachines: 0 }),
      runId: 1,
      clock: createClock(createOrigin(200)),
      pacer: createTickPacer(),
      journalFor: () => journal,
      instruments: journal,
      limits: { socketBound: 4096, queueLimit: 200, maxMissed: 100 },
    })
    const [node] = freeswitch.nodes
    const socket = connect(node?.port ?? 0, node?.host)
    socket.on('error', () => {})
    socket.write('auth ClueCon\n\nevent plain all\n\n')
    socket.pause()
    await vi.waitFor(() => expect(freeswitch.counters['esl.killed']).toBe(1), { timeout: PATIENCE_MS / 2 })
    expect(freeswitch.counters).toMatchObject({ 'esl.connections': 1, 'esl.lost': 101, 'esl.queued': 200 })
    socket.destroy()
  })
})
