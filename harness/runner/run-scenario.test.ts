import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { openRunNotes } from '../lifecycle/run-notes.ts'
import type { StartedCrew } from '../load/crew.ts'
import { loadProfile } from '../target/profile.ts'
import { runScenario } from './run-scenario.ts'

const disposed = vi.hoisted(() => vi.fn<() => void>())
const opened = vi.hoisted(() => vi.fn<() => void>())

/** Threads that take as long as a machine with too much to do makes them. */
vi.mock('../load/crew.ts', () => ({
  startCrew: () => {
    const crew: Pick<StartedCrew, 'open' | typeof Symbol.asyncDispose> = {
      open: () => {
        opened()
        return new Promise(() => {})
      },
      [Symbol.asyncDispose]: async () => void disposed(),
    }
    return crew
  },
}))

const workload: Workload = {
  seed: 'stop',
  arrivals: { kind: 'poisson', perSecond: 10 },
  warmupSeconds: 1,
  durationSeconds: 2,
  freeswitchNodes: 1,
  softswitchMachines: 1,
  subscribers: 1,
  webhooks: 1,
  mix: {
    flows: { answered: 1 },
    talkTime: { medianSeconds: 1, sigma: 0.1 },
    answerDelay: { medianSeconds: 1, sigma: 0.1 },
    registrations: { perSecond: 0, unregisterShare: 0, expireShare: 0 },
    messages: { perSecond: 0 },
  },
}
const PROFILE = fileURLToPath(new URL('../../bridges/reference/reference.bridge.yaml', import.meta.url))

describe('runScenario()', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'callstorm-run-scenario-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('ends at the signal while its threads are still starting', async () => {
    using notes = openRunNotes(folder)
    const stop = new AbortController()
    const run = runScenario({
      scenario: { id: 'stop', title: 'Stop', proves: 'that it stops', workload, objectives: [] },
      workload,
      objectives: [],
      profile: loadProfile(PROFILE, undefined),
      clockMode: 'exact',
      version: '0',
      command: '',
      logPath: join(folder, 'bridge.log'),
      logName: 'bridge.log',
      notes,
      signal: stop.signal,
      onProgress: () => {},
    })
    await vi.waitFor(() => expect(opened).toHaveBeenCalled())
    const reason = new Error('enough')
    stop.abort(reason)
    await expect(run).rejects.toBe(reason)
    expect(disposed).toHaveBeenCalledOnce()
  })
})
