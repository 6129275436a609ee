import { Command } from 'commander'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { randomStream } from '../../simulators/traffic/random.ts'
import { DURATION, recordFixture, seriesOf, WARM_UP } from '../merge/record-fixture.ts'
import type { RunRecord } from '../model/run-record.ts'
import { registerAb } from './ab.ts'
import { registerCapacity } from './capacity.ts'
import { registerGate } from './gate.ts'
import { registerMerge } from './merge.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-gate-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a command in this process, as the command line does it. */
async function callstorm(...parameters: readonly string[]) {
  const texts = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      texts[stream] += String(text)
      return true
    }),
  )
  const before = process.exitCode
  try {
    const program = new Command('callstorm')
    for (const register of [registerGate, registerMerge, registerCapacity, registerAb]) register(program)
    for (const command of program.commands) command.exitOverride()
    await program.parseAsync(parameters, { from: 'user' })
    return { ...texts, status: process.exitCode }
  } finally {
    process.exitCode = before
    for (const spy of spies) spy.mockRestore()
  }
}

function keep(name: string, record: RunRecord): string {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'run.json'), JSON.stringify(record))
  return path
}

function runOf(medianUs: number, seed: number): RunRecord {
  const random = randomStream('gate-command', 'samples', seed)
  const samples = Array.from({ length: 400 * DURATION }, () => ({
    atUs: (WARM_UP + DURATION * random.uniform()) * 1e6,
    valueUs: Math.round(random.lognormal(medianUs, 0.3)),
  }))
  const objectives = [
    { text: 'websocket.latency.p90 < 1s', status: 'met', measured: '4 ms', margin: 0.9, note: '' },
  ] as const
  return recordFixture({ series: [seriesOf('websocket.latency', samples)], objectives })
}

describe('callstorm gate', () => {
  test('ends with 1 and says what is worse, and what a stored baseline is good for', async () => {
    const [baseline, candidate] = [keep('before', runOf(3000, 1)), keep('after', runOf(3900, 2))]
    const { status, stdout } = await callstorm('gate', '--baseline', baseline, '--candidate', candidate, '--out', join(folder, 'gate-out'))
    expect(stdout).toMatch(/^FAIL {2}reference against the stored baseline of reference$/m)
    expect(stdout).toMatch(/websocket\.latency\.p90 +\+\d\d(\.\d)? % .* worse/)
    expect(stdout).toContain('A stored baseline is for trends')
    expect(status).toBe(1)
  })

  test('takes a folder of runs, links in it left out, and ends with 0 when nothing is worse', async () => {
    const many = join(folder, 'many')
    const first = keep('many/one', runOf(3000, 3))
    keep('many/two', runOf(3000, 4))
    symlinkSync(first, join(many, 'latest'), 'dir')
    const { status, stdout } = await callstorm('gate', '--baseline', many, '--candidate', first, '--json', '--out', join(folder, 'gate-out'))
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: { status: 'pass' },
      regressions: [{ note: expect.stringMatching(/^1\d and [78] blocks$/) }],
    })
    expect(status).toBe(0)
  })

  test('refuses what is no run record, and names the problem', async () => {
    const odd = keep('odd', { ...runOf(1, 1), schema: 'other/1' as 'callstorm.run/1' })
    await expect(callstorm('gate', '--baseline', odd, '--candidate', odd)).rejects.toThrow(
      /must be a run record of the format "callstorm.run\/1": current value is "other\/1"$/,
    )
    await expect(callstorm('gate', '--baseline', join(folder, 'none'), '--candidate', odd)).rejects.toThrow(
      'must be a run record',
    )
  })
})

describe('callstorm merge', () => {
  // In a process of its own: what only Node's own loader refuses is seen here.
  test('ends with 2 when a segment is missing', () => {
    const { workload } = recordFixture()
    const half = keep('half', recordFixture({ workload: { ...workload, segment: { part: 1, of: 2 } } }))
    const { status, stderr } = spawnSync(process.execPath, ['bin/callstorm.mjs', 'merge', half], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect(stderr).toContain('  - segment 2/2 is missing')
    expect(status).toBe(2)
  })

  test('writes a report of the whole', async () => {
    const { workload } = recordFixture()
    const parts = [1, 2].map((part) =>
      keep(`part-${part}`, recordFixture({ workload: { ...workload, segment: { part, of: 2 } } })),
    )
    const { status, stdout } = await callstorm('merge', ...parts, '--out', join(folder, 'out'), '--json')
    expect(JSON.parse(stdout)).toMatchObject({ ledger: { emitted: 200 }, verdict: { status: 'pass' } })
    expect(status).toBe(0)
  })
})

describe('callstorm capacity and callstorm ab', () => {
  test('refuse what cannot be used before anything is started', async () => {
    await expect(callstorm('capacity', '--objective', 'websocket.latncy.p99 < 1s')).rejects.toThrow('did you mean')
    await expect(callstorm('capacity', '--over', 'subscribers=1,2,4')).rejects.toThrow('5 different sizes')
    await expect(callstorm('capacity', '--lowest', '9', '--highest', '8')).rejects.toThrow('must not exceed')
    await expect(callstorm('capacity', '--start', '5', '--lowest', '8')).rejects.toThrow('from the lowest to the highest, 8 to 100000: current value is 5')
    await expect(callstorm('capacity', '--over', 'subscribers=1,2,3,4,5', '--subscribers', '4')).rejects.toThrow('leave one out')
    await expect(callstorm('ab', '--a', 'reference', '--b', 'reference', '--out', fileURLToPath(import.meta.url))).rejects.toThrow(
      'must be a folder that can be written to',
    )
    await expect(callstorm('ab', '--a', 'reference', '--b', 'reference', '--metric', 'events.lost')).rejects.toThrow(
      'events.lost',
    )
  })
})
