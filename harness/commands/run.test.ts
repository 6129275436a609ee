import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { createProgram } from './create-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-run-command-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

const run = (...args: readonly string[]): Promise<unknown> =>
  createProgram().parseAsync(['run', 'busy-hour', '--out', folder, '--quiet', ...args], { from: 'user' })

describe('callstorm run --start-at', () => {
  it('is refused when it is past', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await expect(run('--start-at', '2020-01-01T00:00:00Z')).rejects.toMatchObject({
      code: 'commander.invalidArgument',
      message: expect.stringMatching(/argument '2020-01-01T00:00:00Z' is invalid\. it is past, as it is .* now: accepted is a moment/),
    })
  })

  it('is misuse when the bridge cannot be ready by then', { timeout: 60_000 }, async () => {
    // No bridge is ready half a second before that.
    const soon = new Date(Date.now() + 450).toISOString()
    await expect(run('--start-at', soon)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/^Cannot start at .* as the bridge must be ready 500 ms before: it was \d+ ms late; --start-at takes a later moment$/),
    })
  })
})
