import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reservePorts } from '../lifecycle/free-port.ts'
import { takeExternalTarget } from './external-target.ts'
import { planListening } from './listen-plan.ts'
import { type LoadedProfile, parseProfile } from './profile.ts'
import type { Wiring } from './wiring.ts'

const WIRING: Wiring = {
  esl: { nodes: [] },
  webhooks: [],
  ingress: { path: '/', authkey: '' },
  websocket: { path: '/', authkey: '' },
}

let server: Server
let port = 0
beforeEach(async () => {
  server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterEach(() => server.close())

function external(section: object): Extract<LoadedProfile, { kind: 'external' }> {
  const text = JSON.stringify({
    name: 'running',
    capabilities: { in: ['http-post'], out: ['websocket'] },
    kind: 'external',
    ready: { within: 0.2 },
    external: section,
  })
  const profile = parseProfile(text, '/profiles/running.bridge.yaml')
  if (profile.kind !== 'external') throw new TypeError('not external')
  return profile
}

describe('takeExternalTarget()', () => {
  test('takeExternalTarget() takes endpoints from the profile and lets go of the bridge at the end', async () => {
    process.env['CALLSTORM_TEST_KEY'] = 'key&1'
    const profile = external({
      ingress: { url: `http://127.0.0.1:${port}/in`, authkey: '{{env.CALLSTORM_TEST_KEY}}' },
      websocket: { url: `ws://127.0.0.1:${port}/events/websocket/` },
    })
    const target = await takeExternalTarget(profile, WIRING, {})
    expect(target.endpoints.ingress?.url).toBe(`http://127.0.0.1:${port}/in?authkey=key%261`)
    expect(target.endpoints.websocket?.url).toBe(`ws://127.0.0.1:${port}/events/websocket/`)
    expect(await target.stop()).toEqual({ code: null, signal: null, expected: true, how: 'released' })
    expect(server.listening).toBe(true)
  })

  test('takeExternalTarget() says in one line, without the key, which address is dead', async () => {
    await using reserved = await reservePorts(1)
    await reserved.release()
    const [dead = 0] = reserved.ports
    const profile = external({
      ingress: { url: `http://127.0.0.1:${port}/in` },
      websocket: { url: `ws://127.0.0.1:${dead}/`, authkey: 'very-secret' },
    })
    await expect(takeExternalTarget(profile, WIRING, {})).rejects.toMatchObject({
      code: 'dead-address',
      message: `Cannot reach the websocket of bridge "running" as it must accept connections within 0.2 s: ECONNREFUSED at 127.0.0.1:${dead}`,
    })
  })

  test('takeExternalTarget() takes a missing or wrong URL for a mistake in the profile', async () => {
    const websocket = { url: `ws://127.0.0.1:${port}/` }
    await expect(takeExternalTarget(external({ websocket }), WIRING, {})).rejects.toMatchObject({ code: 'USAGE' })
    await expect(takeExternalTarget(external({ websocket, ingress: { url: 'ws://here/' } }), WIRING, {})).rejects.toMatchObject({ code: 'USAGE' })
  })
})

describe('planListening()', () => {
  test('planListening() puts servers where a running bridge expects them', async () => {
    const listen = { host: '0.0.0.0', esl: [{ machine: 1, port: 8021 }], webhooks: [9090] }
    expect(await planListening(external({ listen }))).toEqual({
      host: '0.0.0.0',
      fixed: { esl: [{ machine: 1, port: 8021, password: 'ClueCon' }], webhooks: [9090], messaged: undefined },
    })
  })
})
