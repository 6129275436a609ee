import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openRunNotes, type RunNotes } from '../../harness/lifecycle/run-notes.ts'
import { connectEngine, type ContainerEngine, removeContainers } from '../../harness/target/container-engine.ts'
import { planListening } from '../../harness/target/listen-plan.ts'
import { type LoadedProfile, loadProfile, parseProfile } from '../../harness/target/profile.ts'
import { startTarget } from '../../harness/target/start-target.ts'
import type { StartedTarget } from '../../harness/target/started-target.ts'
import type { Wiring } from '../../harness/target/wiring.ts'

type ContainerProfile = Extract<LoadedProfile, { kind: 'container' }>

/** Image with Node as `node`; the build argument of the bundled profile. */
const NODE_IMAGE = process.env['NODE_IMAGE'] ?? 'node:22-bookworm-slim'
const REFERENCE = new URL('../../bridges/reference/reference.bridge.yaml', import.meta.url).pathname
const WIRING: Wiring = {
  esl: { nodes: [] },
  webhooks: [],
  ingress: { path: '/events', authkey: 'ingress-key-1' },
  websocket: { path: '/events/websocket/', authkey: 'websocket-key-1' },
}
const LISTEN = `const { createServer } = require('node:http')
for (const port of [process.env.HTTP, process.env.WS]) createServer((_, r) => r.end('ok')).listen(Number(port), process.env.HOST);`

let engine: ContainerEngine
let folder = ''
let notes: RunNotes
const started: StartedTarget[] = []
beforeAll(async () => {
  // Fails with the sentence that says what is missing.
  engine = await connectEngine()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-container-'))
  notes = openRunNotes(join(folder, 'notes'))
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((target) => target[Symbol.asyncDispose]()))
  expect(await engine.api.listContainers({ all: true, filters: { label: [`callstorm.run=${notes.id}`] } })).toEqual([])
  expect(notes.remaining()).toEqual([])
  notes[Symbol.dispose]()
  expect(readdirSync(join(folder, 'notes'))).toEqual([])
  rmSync(folder, { recursive: true })
})

const logPath = (): string => join(folder, 'bridge.log')
const log = (): string => readFileSync(logPath(), 'utf8')

async function start(profile: LoadedProfile, wiring = WIRING): Promise<StartedTarget> {
  if (profile.kind !== 'container') throw new TypeError('not a container')
  const target = await startTarget(profile, wiring, { logPath: logPath(), notes })
  started.push(target)
  return target
}

/** A profile that runs `node -e script`. */
function fake(script: string, container: object = {}, more: object = {}): ContainerProfile {
  const text = JSON.stringify({
    name: 'fake',
    capabilities: { in: ['http-post'], out: ['websocket'] },
    kind: 'container',
    environment: { HTTP: '{{ingress.port}}', WS: '{{websocket.port}}', HOST: '{{ingress.host}}', FILES: '{{files}}' },
    stop: { within: 0.3 },
    container: { image: NODE_IMAGE, command: ['node', '-e', script], ...container },
    ...more,
  })
  const profile = parseProfile(text, join(folder, 'fake.bridge.yaml'))
  if (profile.kind !== 'container') throw new TypeError('not a container')
  return profile
}

describe('startContainerTarget()', () => {
  test('startContainerTarget() builds and runs the reference bridge, ready by its health, and ends it gracefully', async () => {
    const target = await start(loadProfile(REFERENCE, 'container'))
    const { ingress } = target.endpoints
    const health = await fetch(`http://${ingress?.host}:${ingress?.port}/health`)
    expect(health.status).toBe(200)
    expect(readFileSync(`/proc/${target.pid}/cmdline`, 'utf8')).toContain('bridge.mjs')
    expect(await target.stop()).toMatchObject({ code: 0, how: 'gracefully', expected: true })
    expect(log()).toContain('"listening"')
  })

  test('startContainerTarget() reaches a bridged container by mapped ports, and is reached from it', async () => {
    const visits: string[] = []
    const script = `${LISTEN} require('node:http').get(process.env.HOOK, (r) => r.resume())`
    const profile = fake(script, { network: 'bridge', environment: { HOOK: '{{webhooks.[0].url}}' } })
    const { host } = await planListening(profile)
    const server = createServer((request, response) => {
      visits.push(request.url ?? '')
      response.end()
    }).listen(0, host)
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const visited = once(server, 'request')

    const target = await start(profile, { ...WIRING, webhooks: [{ url: `http://${host}:${port}/hook` }] })
    const { ingress, websocket } = target.endpoints
    expect((await fetch(ingress?.url ?? '')).status).toBe(200)
    expect(websocket?.port).not.toBe(4875)
    await visited
    expect(visits).toEqual(['/hook'])
    server.close()
  })

  test('startContainerTarget() makes the profile\'s files inside the container', async () => {
    const script = `console.log(require('node:fs').readFileSync(process.env.FILES + '/conf/a.json', 'utf8')); setInterval(() => {}, 1000)`
    const target = await start(fake(script, {}, { files: [{ path: 'conf/a.json', content: '{{json ingress.path}}' }], ready: { log: 'events' } }))
    expect(target.logTail()).toEqual(['"/events"'])
  })

  test('startContainerTarget() reports what an early death printed last', async () => {
    const profile = fake(`console.error('no such file'); process.exit(7)`)
    await expect(start(profile)).rejects.toMatchObject({
      code: 'died-early',
      message: 'Cannot start bridge "fake" as it must run: it ended with code 7 before it was ready; it printed last\n  | no such file',
    })
  })

  test('startContainerTarget() says why a container cannot be run', async () => {
    const starting = start(fake('', { command: ['/no/such/program'] }))
    await expect(starting).rejects.toMatchObject({ code: 'not-started', message: expect.stringContaining('/no/such/program') })
  })

  test('startContainerTarget() says why an image does not build', async () => {
    const profile = fake('', { image: undefined, command: undefined, build: { context: new URL('broken-image', import.meta.url).pathname, args: { NODE_IMAGE } } })
    await expect(start(profile)).rejects.toMatchObject({ code: 'prepare-failed', message: expect.stringContaining('no-such-file') })
  })

  test('startContainerTarget() tells that the bridge was killed in mid-run', async () => {
    const target = await start(fake(LISTEN))
    process.kill(target.pid ?? 0, 'SIGKILL')
    expect(await target.exited).toEqual({ code: 137, signal: null, how: 'itself', expected: false })
  })

  test('startContainerTarget() kills a bridge that ignores SIGTERM', async () => {
    const target = await start(fake(`process.on('SIGTERM', () => console.log('never')); ${LISTEN}`))
    expect(await target.stop()).toMatchObject({ how: 'killed', code: 137 })
  })

  test('removeContainers() removes what a dead harness has left', async () => {
    const target = await start(fake(LISTEN))
    expect(await removeContainers(`callstorm.run=${notes.id}`)).toBe(1)
    expect(await target.exited).toMatchObject({ expected: false })
    expect(await removeContainers(`callstorm.run=${notes.id}`)).toBe(0)
  })
})
