import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { identifyProcess, isRunning, type ProcessIdentity } from '../harness/lifecycle/process-identity.ts'
import { waitUntil } from '../harness/lifecycle/wait-until.ts'

const HARNESS = new URL('fixtures/harness-with-bridge.ts', import.meta.url).pathname
const BRIDGE = `for (const port of [process.env.HTTP, process.env.WS]) require('node:http').createServer().listen(Number(port), '127.0.0.1')
process.on('SIGTERM', () => setTimeout(process.exit, Number(process.env.LINGER), 0))`

interface Harness {
  readonly child: ChildProcessByStdio<null, Readable, null>
  output(): string
  /** Waits for the line that names the bridge. */
  bridge(): Promise<ProcessIdentity>
  end(): Promise<number | null>
}

let folder = ''
const harnesses: Harness[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-crash-'))
  mkdirSync(join(folder, 'notes'), { mode: 0o700 })
})
afterEach(() => {
  for (const { child } of harnesses.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Runs a harness with a bridge that takes `lingerMs` to end. */
function startHarness(lingerMs = 0): Harness {
  const profile = join(folder, 'fake.bridge.yaml')
  const settings = {
    name: 'fake',
    capabilities: { in: ['http-post'], out: ['websocket'] },
    kind: 'process',
    environment: { HTTP: '{{ingress.port}}', WS: '{{websocket.port}}', LINGER: lingerMs },
    process: { command: ['{{node}}', '-e', BRIDGE] },
  }
  writeFileSync(profile, JSON.stringify(settings))
  const child = spawn(process.execPath, ['--import', 'tsx', HARNESS, profile, 'process', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += String(chunk)))
  const harness: Harness = {
    child,
    output: () => text,
    async bridge() {
      const line = await waitUntil('the bridge is started', () => /bridge (\d+)/.exec(text), { withinMs: 20_000, evidence: () => text })
      const identity = identifyProcess(Number(line[1]))
      if (!identity) throw new Error('the bridge is gone already')
      return identity
    },
    async end() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      return child.exitCode
    },
  }
  harnesses.push(harness)
  return harness
}

const notes = (): string[] => readdirSync(join(folder, 'notes'))

describe('a harness that is stopped', () => {
  test('a harness ends its bridge gracefully at Ctrl-C and leaves nothing', async () => {
    const harness = startHarness()
    const bridge = await harness.bridge()
    harness.child.kill('SIGINT')
    expect(await harness.end()).toBe(130)
    expect(harness.output()).toMatch(/stopped gracefully\n$/)
    expect(isRunning(bridge)).toBe(false)
    expect(notes()).toEqual([])
  })

  test('a harness kills its bridge at a second Ctrl-C instead of waiting for it', async () => {
    const harness = startHarness(60_000)
    const bridge = await harness.bridge()
    harness.child.kill('SIGINT')
    // Two signals at once are one keystroke, so it is pressed until it counts.
    const pressing = setInterval(() => harness.child.kill('SIGINT'), 50)
    expect(await harness.end()).toBe(130)
    clearInterval(pressing)
    await waitUntil('the bridge is gone', () => !isRunning(bridge), { withinMs: 5000 })
  })

  test('a harness that is killed leaves its bridge to the next start, which says what it cleaned up', async () => {
    const killed = startHarness()
    const orphan = await killed.bridge()
    killed.child.kill('SIGKILL')
    await killed.end()
    expect(isRunning(orphan)).toBe(true)

    const next = startHarness()
    const bridge = await next.bridge()
    expect(next.output()).toMatch(/^Cleaned up bridge "fake" of the run that started at .* and did not end properly\n/)
    expect(isRunning(orphan)).toBe(false)
    expect(isRunning(bridge)).toBe(true)
    next.child.kill('SIGTERM')
    await next.end()
    expect(notes()).toEqual([])
  })
})
