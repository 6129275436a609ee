import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = new URL('../..', import.meta.url).pathname
const IMAGE = 'callstorm-test:local'
const NODE_IMAGE = process.env['NODE_IMAGE'] ?? 'node:22-bookworm-slim'

function docker(...parameters: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync('docker', parameters, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, DOCKER_BUILDKIT: '0' }, maxBuffer: 64 * 1024 * 1024, timeout: 170_000 })
}

describe('the image of callstorm', () => {
  beforeAll(() => {
    const { status, stdout, stderr } = docker('build', '--build-arg', `NODE_IMAGE=${NODE_IMAGE}`, '--tag', IMAGE, '.')
    if (status !== 0) throw new Error(`Cannot build the image:\n${stdout}${stderr}`)
  })
  afterAll(() => void docker('image', 'rm', '--force', IMAGE))

  test('lists its scenarios', () => {
    expect(docker('run', '--rm', IMAGE, 'list')).toMatchObject({ status: 0, stdout: expect.stringContaining('busy-hour') })
  })

  test('runs a storm and leaves its report in a mounted folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-image-'))
    try {
      const run = docker('run', '--rm', '--volume', `${folder}:/callstorm/reports/out`, IMAGE, 'run', 'busy-hour', '--rate', '5', '--duration', '2s', '--warmup', '1s')
      // So short a run has too few samples for percentiles: unknown, hence 2.
      expect(run.status, `${run.stdout}${run.stderr}`).toBe(2)
      expect(run.stdout).toMatch(/events\.lost == 0\s+0\s+–\s+✓ met/)
      expect(readdirSync(join(folder, 'latest'))).toContain('report.html')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('refuses a wrong option with 64', () => {
    expect(docker('run', '--rm', IMAGE, 'run', 'busy-hour', '--rat', '5')).toMatchObject({ status: 64, stderr: expect.stringContaining("unknown option '--rat'") })
  })
})
