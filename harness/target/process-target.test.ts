import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { identifyProcess, isRunning } from '../lifecycle/process-identity.ts'
import { openRunNotes, type RunNotes } from '../lifecycle/run-notes.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import { startProcessTarget } from './process-target.ts'
import { parseProfile } from './profile.ts'
import type { ProfileInput } from './profile-schema.ts'
import type { StartedTarget } from './started-target.ts'
import type { Wiring } from './wiring.ts'

const SECRET = 'correct-horse-battery'
const WIRING: Wiring = {
  esl: { nodes: [{ machine: 1, host: '127.0.0.1', port: 8021, password: SECRET }] },
  webhooks: [{ url: 'http://127.0.0.1:9090/?authkey=hook-key-1' }],
  ingress: { path: '/events', authkey: 'ingress-key-1' },
  websocket: { path: '/events/websocket/', authkey: 'websocket-key-1' },
}
/** Listens on both ports that it is told. */
const LISTEN = `const { createServer } = require('node:http')
for (const port of [process.env.HTTP, process.env.WS]) createServer((_, r) => r.end('ok')).listen(Number(port), '127.0.0.1');`

let folder = ''
let notes: RunNotes
const started: StartedTarget[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-target-'))
  notes = openRunNotes(join(folder, 'notes'))
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((target) => target[Symbol.asyncDispose]()))
  expect(notes.remaining()).toEqual([])
  notes[Symbol.dispose]()
  expect(readdirSync(join(folder, 'notes'))).toEqual([])
  rmSync(folder, { recursive: true })
})

/** Starts `node -e script` as a bridge. */
async function start(script: string, more: Partial<ProfileInput> = {}, signal?: AbortSignal): Promise<StartedTarget> {
  const text = JSON.stringify({
    name: 'fake',
    capabilities: { in: ['esl-inbound', 'http-post'], out: ['websocket'] },
    kind: 'process',
    environment: { HTTP: '{{ingress.port}}', WS: '{{websocket.port}}', PASSWORD: '{{esl.nodes.[0].password}}', FILES: '{{files}}' },
    process: { command: ['{{node}}', '-e', script] },
    stop: { within: 5 },
    ...more,
  })
  const profile = parseProfile(text, join(folder, 'fake.bridge.yaml'))
  if (profile.kind !== 'process') throw new TypeError('not a process')
  const target = await startProcessTarget(profile, WIRING, { logPath: logPath(), notes, ...(signal && { signal }) })
  started.push(target)
  return target
}
const logPath = (): string => join(folder, 'bridge.log')
const log = (): string => readFileSync(logPath(), 'utf8')

describe('startProcessTarget()', () => {
  test('startProcessTarget() waits for the ports, says where they are and ends the bridge gracefully', async () => {
    const target = await start(`${LISTEN} process.on('SIGTERM', () => { console.log('bye'); process.exit(0) })`)
    const { ingress, websocket } = target.endpoints
    expect((await fetch(ingress?.url ?? '')).status).toBe(200)
    expect(ingress?.url).toBe(`http://127.0.0.1:${ingress?.port}/events?authkey=ingress-key-1`)
    expect(websocket?.url).toBe(`ws://127.0.0.1:${websocket?.port}/events/websocket/?authkey=websocket-key-1`)
    expect(await target.stop()).toEqual({ code: 0, signal: null, how: 'gracefully', expected: true })
    expect(log()).toBe('bye\n')
  })

  test('startProcessTarget() is ready when a URL answers well, and not before', async () => {
    const script = `let asked = 0
      require('node:http').createServer((_, r) => { r.statusCode = ++asked < 3 ? 503 : 200; console.log('asked', asked); r.end() }).listen(process.env.HTTP, '127.0.0.1')`
    const target = await start(script, { ready: { url: 'http://{{ingress.host}}:{{ingress.port}}/health' } })
    await target.stop()
    expect(log()).toBe('asked 1\nasked 2\nasked 3\n')
  })

  test('startProcessTarget() is ready when a line of the log matches', async () => {
    const target = await start(`console.log('starting'); setTimeout(() => console.log('up and running'), 5); setInterval(() => {}, 1000)`, {
      ready: { log: '^up' },
    })
    expect(target.logTail()).toEqual(['starting', 'up and running'])
  })

  test('startProcessTarget() reports what an early death printed last', async () => {
    const starting = start(`console.error('reading'); console.error('no such\\u001b[2J file'); process.exit(7)`)
    await expect(starting).rejects.toMatchObject({
      code: 'died-early',
      message: 'Cannot start bridge "fake" as it must run: it ended with code 7 before it was ready; it printed last\n  | reading\n  | no such\\x1b[2J file',
    })
  })

  test('startProcessTarget() gives up at the deadline, says what it saw and leaves nothing', async () => {
    const starting = start(`console.log('pid', process.pid); setInterval(() => {}, 1000)`, { ready: { within: 0.4 } })
    await expect(starting).rejects.toMatchObject({
      code: 'not-ready',
      message: expect.stringMatching(/must be ready within 0.4 s: ECONNREFUSED at 127\.0\.0\.1:\d+; it printed last\n {2}\| pid \d+$/),
    })
    expect(identifyProcess(Number(/pid (\d+)/.exec(log())?.[1]))).toBeUndefined()
  })

  test('startProcessTarget() tells that somebody else has taken a port of a bridge that died', async () => {
    // The thief outlives the bridge: it is started in a session of its own and ends by itself.
    const thief = `require('node:http').createServer().listen(Number(process.env.HTTP), '127.0.0.1', () => console.log('mine')); setTimeout(process.exit, 3000)`
    const script = `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(thief)}], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
      child.stdout.once('data', () => process.exit(1))`
    await expect(start(script, { ready: { log: 'never' } })).rejects.toMatchObject({ code: 'port-taken' })
  })

  test('startProcessTarget() says which program cannot be run', async () => {
    const starting = start('', { process: { command: ['/no/such/program'] } })
    await expect(starting).rejects.toMatchObject({ code: 'not-started', message: expect.stringContaining('"/no/such/program" must be a program that can be run') })
  })

  test('startProcessTarget() kills a bridge that ignores SIGTERM, its children too', async () => {
    const target = await start(
      `${LISTEN} process.on('SIGTERM', () => console.log('never')); console.log('child', require('node:child_process').spawn('sleep', ['600']).pid)`,
      { stop: { within: 0.2 } },
    )
    const child = identifyProcess(Number(/child (\d+)/.exec(target.logTail().join('\n'))?.[1]))
    expect(child && isRunning(child)).toBe(true)
    expect(await target.stop()).toEqual({ code: null, signal: 'SIGKILL', how: 'killed', expected: true })
    await waitUntil('the child is gone', () => child && !isRunning(child), { withinMs: 5000 })
  })

  test('startProcessTarget() tells while it runs that the bridge ended unasked', async () => {
    const target = await start(LISTEN)
    process.kill(target.pid ?? 0, 'SIGKILL')
    const exit = { code: null, signal: 'SIGKILL', how: 'itself', expected: false }
    expect(await target.exited).toEqual(exit)
    expect(await target.stop()).toEqual(exit)
  })

  test('startProcessTarget() keeps secrets that the bridge prints out of log and messages, and counts them', async () => {
    const target = await start(`console.log('password', process.env.PASSWORD); console.error(encodeURIComponent('hook-key-1')); ${LISTEN}`)
    await target.stop()
    expect(log().split('\n').toSorted()).toEqual(['', '[redacted]', 'password [redacted]'])
    expect(target.leakedSecrets()).toBe(2)
    expect(JSON.stringify(target.logTail())).not.toContain(SECRET)
  })

  test('startProcessTarget() survives a bridge that floods its log', async () => {
    const target = await start(`const flood = ('x'.repeat(1023) + '\\n').repeat(20000); process.stdout.write(flood, () => { ${LISTEN} })`)
    await target.stop()
    const { size } = statSync(logPath())
    expect(size).toBeLessThan(17 * 1024 * 1024)
    expect(/… \d+ more octets were left out; the last lines are:\n/.test(log())).toBe(true)
  })

  test('startProcessTarget() gives the bridge its own environment and little of ours', async () => {
    process.env['CALLSTORM_TEST_PASSED'] = 'passed on'
    process.env['CALLSTORM_TEST_SECRET'] = 'not passed on'
    const target = await start(`console.log(JSON.stringify(process.env)); ${LISTEN}`, {
      process: { command: ['{{node}}', '-e', `console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)`], environment: { CALLSTORM_TEST_PASSED: null, PORT: 1 } },
      environment: { URL: '{{ingress.path}}' },
      ready: { log: '^{' },
    })
    const given: Record<string, string> = JSON.parse(target.logTail()[0] ?? '{}')
    expect(given).toMatchObject({ CALLSTORM_TEST_PASSED: 'passed on', PORT: '1', URL: '/events', PATH: process.env['PATH'] })
    expect(given).not.toHaveProperty('CALLSTORM_TEST_SECRET')
  })

  test("startProcessTarget() makes the profile's files and removes them at the end", async () => {
    const target = await start(`const path = process.env.FILES + '/conf/bridge.json'; console.log(path, require('node:fs').readFileSync(path, 'utf8')); setInterval(() => {}, 1000)`, {
      files: [{ path: 'conf/bridge.json', content: '{"nodes": {{json esl.nodes}} }' }],
      ready: { log: '^/' },
    })
    const [, path = '', content = ''] = /^(\S+) (.*)$/.exec(target.logTail()[0] ?? '') ?? []
    expect(content).toBe('{"nodes": [{"machine":1,"host":"127.0.0.1","port":8021,"password":"[redacted]"}] }')
    expect(existsSync(path)).toBe(true)
    await target.stop()
    expect(existsSync(path)).toBe(false)
  })

  test('startProcessTarget() prepares first and stops where that fails', async () => {
    const run = (script: string) => start(LISTEN, { process: { command: ['{{node}}', '-e', LISTEN], prepare: ['node', '-e', script] } })
    await expect(run(`console.error('does not compile'); process.exit(2)`)).rejects.toMatchObject({
      code: 'prepare-failed',
      message: expect.stringMatching(/must succeed: it ended with code 2\n {2}\| does not compile$/),
    })
    await (await run(`console.log('built')`)).stop()
    expect(log()).toBe('built\n')
  })

  test('startProcessTarget() stops starting when it is told to, and leaves nothing', async () => {
    const controller = new AbortController()
    const reason = new Error('stopped by the user')
    const starting = start(`console.log('pid', process.pid); setInterval(() => {}, 1000)`, {}, controller.signal)
    await waitUntil('the bridge runs', () => /pid \d+/.test(log()), { withinMs: 10_000 })
    controller.abort(reason)
    await expect(starting).rejects.toBe(reason)
    expect(identifyProcess(Number(/pid (\d+)/.exec(log())?.[1]))).toBeUndefined()
  })
})
