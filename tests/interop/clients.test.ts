import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { startWire } from '../../harness/rig/wire.ts'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { ANSWER_MS, type ConnectClient, type TestClient } from './client.ts'
import { type ClientEntry, CLIENTS, type ClientName } from './client-matrix.ts'
import { connectEsl } from './esl-client.ts'
import { connectEslLite } from './esl-lite-client.ts'
import { connectDrachtioModesl, connectModesl } from './modesl-client.ts'
import { type NodeUnderTest, startNodeUnderTest } from './node-under-test.ts'

const CONNECT: Readonly<Record<ClientName, ConnectClient>> = {
  modesl: connectModesl,
  'drachtio-modesl': connectDrachtioModesl,
  esl: connectEsl,
  'esl-lite': connectEslLite,
}

const entries: readonly ClientEntry[] = CLIENTS
const connectTo = (name: string, { node }: NodeUnderTest): Promise<TestClient> =>
  CONNECT[name as ClientName]({ host: node.host, port: node.port, password: 'ClueCon' })

/** Waits until the client has counted what the simulator has sent. */
async function expectSameCount(client: TestClient, under: NodeUnderTest): Promise<void> {
  const counts = (): string => `${client.events} of ${under.sent()}`
  await waitUntil('the client counts every event', () => client.events === under.sent(), { withinMs: ANSWER_MS, evidence: counts })
}

describe.each(entries)('$name', ({ name, version, onConnect, api, reconnects, defects }) => {
  test('is the version that its entry speaks of', () => {
    const { version: installed } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }
    expect(installed).toBe(version)
    expect(defects.length).toBeGreaterThan(0)
  })

  test('sends of its own accord what its entry says', async () => {
    await using under = await startNodeUnderTest(60_000)
    await using wire = await startWire(under.node)
    await using _client = await CONNECT[name as ClientName]({ host: wire.host, port: wire.port, password: 'ClueCon' })
    const sent = (): string[] => String(wire.connections[0]?.received).split('\n\n').slice(0, onConnect.length)
    await vi.waitFor(() => expect(sent()).toEqual(onConnect), { timeout: ANSWER_MS })
  })

  test('counts every event that the simulator says it sent', async () => {
    await using under = await startNodeUnderTest(500)
    await using client = await connectTo(name, under)
    await client.subscribe()
    await under.finished
    expect(under.sent()).toBeGreaterThan(500)
    await expectSameCount(client, under)
    expect(client.errors).toEqual([])
  })

  test('runs API commands, in the foreground and in the background', async () => {
    await using under = await startNodeUnderTest(60_000)
    await using client = await connectTo(name, under)
    await client.subscribe()
    expect(await client.api('echo hello world')).toBe(api === 'api' ? 'hello world' : undefined)
    expect(await client.bgapi('echo from behind')).toBe('from behind')
  })

  test('makes a call in the background', async () => {
    await using under = await startNodeUnderTest(60_000)
    await using client = await connectTo(name, under)
    await client.subscribe()
    const output = await client.bgapi('originate loopback/9111/public &park()')
    expect(output).toMatch(/^\+OK [0-9a-f-]{36}\n$/)
    expect(under.node.calls.legs.has(output.slice(4).trim())).toBe(true)
    await expectSameCount(client, under)
    expect(client.errors).toEqual([])
  })

  test('has a call run applications, and hangs it up', async () => {
    await using under = await startNodeUnderTest(60_000)
    await using client = await connectTo(name, under)
    await client.subscribe()
    const uuid = await under.call()
    expect(await client.execute(uuid, 'set', 'colour=blue')).toBe('set')
    expect(await under.api('uuid_getvar', `${uuid} colour`)).toBe('blue')
    expect(await client.execute(uuid, 'playback', 'tone_stream://%(50,0,440)')).toBe('playback')
    expect(await client.hangUp(uuid)).toMatch(/^\+OK/)
    await waitUntil('the call has ended', () => under.node.calls.legs.size === 0, { withinMs: ANSWER_MS })
    await expectSameCount(client, under)
    expect(client.errors).toEqual([])
  })

  test('filters', async () => {
    await using under = await startNodeUnderTest(500)
    await using client = await connectTo(name, under)
    expect(await client.filter('Event-Name', 'CHANNEL_ANSWER')).toBe('+OK filter added. [Event-Name]=[CHANNEL_ANSWER]')
    await client.subscribe()
    await under.finished
    expect(under.sent()).toBeGreaterThan(5)
    expect(under.sent()).toBeLessThan(200)
    await expectSameCount(client, under)
  })

  test('comes back after the server has ended the connection', async () => {
    await using under = await startNodeUnderTest(60_000)
    await using client = await connectTo(name, under)
    await client.subscribe()
    under.node.core.disconnectAll()
    await client.reconnect()
    await waitUntil('one connection is left', () => under.node.stats.open.length === 1, { withinMs: ANSWER_MS })
    // Only a subscription hears this; the reply to the next command, a filter that lets everything pass, comes behind it.
    under.fireHeartbeat()
    expect(await client.filter('Core-UUID', under.node.core.identity.coreUuid)).toMatch(/^\+OK/)
    const heard = reconnects === 'subscribes again' ? 1 : 0
    expect(client.events).toBe(heard)
    if (heard === 0) await client.subscribe()
    expect(await client.bgapi('echo again')).toBe('again')
    await expectSameCount(client, under)
  })
})
