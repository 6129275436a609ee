import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { startFreeswitch } from '../../simulators/freeswitch/index.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import { smallWorkload } from '../../tests/fixtures/small-run.ts'
import { EXIT } from '../model/verdict.ts'
import { readTrace, type TraceLine } from '../trace/read-trace.ts'
import { createProgram } from './create-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'callstorm-record-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

const record = (...args: readonly string[]): Promise<unknown> =>
  createProgram().parseAsync(['record', ...args, '--quiet'], { from: 'user' })

async function linesOf(path: string): Promise<TraceLine[]> {
  const lines: TraceLine[] = []
  for await (const line of readTrace(path)) lines.push(line)
  return lines
}

describe('callstorm record', () => {
  it('records as many events as it is told to, with the password of a file', { timeout: 30_000 }, async () => {
    const journal = createCountingJournal()
    await using freeswitch = await startFreeswitch({
      nodes: [{ source: 0, password: 'from a file' }],
      workload: smallWorkload({ freeswitchNodes: 1, softswitchMachines: 0, durationSeconds: 60 }),
      runId: 0x4711_4711,
      clock: createClock(createOrigin(0)),
      pacer: createTickPacer(),
      journalFor: () => journal,
      instruments: journal,
    })
    const [password, out] = [join(folder, 'password'), join(folder, 'trace.gz')]
    writeFileSync(password, 'from a file\n')
    const esl = `127.0.0.1:${freeswitch.nodes[0]?.port ?? 0}`
    await record('--esl', esl, '--password-file', password, '--out', out, '--max-events', '50')
    expect(process.exitCode).toBe(EXIT.pass)
    const lines = await linesOf(out)
    expect(lines[0]).toMatchObject({ header: { identities: 'pseudonyms', subscription: 'event json ALL' } })
    expect(lines.at(-1)).toMatchObject({ end: { events: 50, reason: 'events', unreadable: 0 } })
    await expect(record('--esl', esl, '--password-file', password, '--out', join(folder, 'nowhere', 'trace.gz'))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/^Cannot record to ".*" as it must be a file that can be made: ENOENT/),
    })
  })

  it('overwrites no file', async () => {
    const out = join(folder, 'mine.gz')
    writeFileSync(out, 'mine')
    await expect(record('--esl', '127.0.0.1:1', '--out', out)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('must not exist yet') })
  })

  it.each([
    [['--esl', 'nowhere'], /accepted is host:port/],
    [['--esl', '127.0.0.1:99999'], /accepted is host:port/],
    [['--esl', '[::1]:8021', '--max-bytes', 'much'], /accepted are sizes/],
    [['--esl', 'fs:8021', '--events', 'ALL\n\nexit'], /accepted are names of events/],
    [['--esl', 'fs:8021', '--keep-prefix', '99'], /whole number from 0 to 12/],
  ])('refuses %j', async (args, message) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await expect(record(...args, '--out', join(folder, 'none.gz'))).rejects.toThrow(message)
  })
})
